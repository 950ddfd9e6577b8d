using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Code;

/// <summary>Tools that count covered lines count the user's half of a model class and nothing that was emitted.</summary>
public class MemberMarkTests
{
    private const string Model = "[RecurrentModel, Features(2), Lstm(8), Classification(3)] ";

    public static TheoryData<string> Sources =>
    [
        $"using LstmGen;\n{Model} public partial class M {{ public int Own() => 1; }}",
        $"using LstmGen;\nnamespace A;\npublic partial class Outer\n{{\n{Model} internal partial class M {{ int Own() => 1; }}\n}}",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Emitted_types_have_attributes_and_the_class_has_none(string source)
    {
        using CompiledModels models = ModelCompiler.Compile(source);
        Type model = models.Assembly.GetTypes().Single(type => type.Name == "M");
        Assert.Empty(Marks(model));
        Type[] nested = model.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic);
        Assert.NotEmpty(nested);
        Assert.All(
            nested.Where(type => !type.Name.StartsWith('<')),
            type => Assert.Equal(["GeneratedCodeAttribute", "ExcludeFromCodeCoverageAttribute"], Marks(type)));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Emitted_lines_of_the_class_are_hidden_and_those_of_its_types_are_not(string source)
    {
        CSharpCompilation compilation = Compilations.Create(source);
        SyntaxTree written = compilation.SyntaxTrees.Single(); // symbols need a file's encoding
        compilation = compilation.ReplaceSyntaxTree(
            written, CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)written.Options, "M.cs", Encoding.UTF8));
        IEnumerable<SyntaxTree> emitted = Compilations.Driver().RunGenerators(compilation).GetRunResult().GeneratedTrees;
        using MemoryStream image = new(), symbols = new();
        Assert.True(compilation.AddSyntaxTrees(emitted).Emit(image, symbols).Success);
        Type model = Assembly.Load(image.ToArray()).GetTypes().Single(type => type.Name == "M");
        symbols.Position = 0;
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        MetadataReader reader = provider.GetMetadataReader();

        MethodBase[] own = Methods(model);
        Assert.Equal(["Own"], own.Where(method => HasVisibleLines(reader, method)).Select(method => method.Name));
        Assert.True(own.Length > 10);
        Type passes = model.GetNestedType("Passes", BindingFlags.NonPublic)!;
        Assert.Contains(Methods(passes), method => HasVisibleLines(reader, method));
    }

    private static string[] Marks(Type type) =>
    [
        .. type.CustomAttributes.Select(one => one.AttributeType.Name)
            .Where(name => name is "GeneratedCodeAttribute" or "ExcludeFromCodeCoverageAttribute"),
    ];

    private static MethodBase[] Methods(Type type) => [.. type
        .GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .OfType<MethodBase>()];

    private static bool HasVisibleLines(MetadataReader reader, MethodBase method) =>
        reader.GetMethodDebugInformation((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).GetSequencePoints()
            .Any(point => !point.IsHidden);
}
