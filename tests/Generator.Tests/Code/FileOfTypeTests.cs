using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// A type of <c>src</c> is in the file of its name, <c>Name.cs</c> or a part of it, <c>Name.Part.cs</c>, and no other is there.
/// </summary>
public class FileOfTypeTests
{
    [Fact]
    public void A_type_is_in_the_file_of_its_name()
    {
        string root = Root();
        string[] files = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(IsSource)];
        Assert.True(files.Length > 500);
        List<string> astray = [];
        foreach (string file in files)
        {
            string stem = Path.GetFileName(file).Split('.')[0];
            string[] others = [.. Types(File.ReadAllText(file)).Distinct().Where(name => name != stem)];
            if (others.Length > 0)
                astray.Add($"{Path.GetRelativePath(root, file)}: {string.Join(", ", others)}");
        }

        Assert.Empty(astray);
    }

    [Theory]
    [InlineData("namespace A; class B { class C; }", "B")]
    [InlineData("namespace A { record B; enum C { D } } delegate void E();", "B C E")]
    [InlineData("namespace System.Runtime.CompilerServices { class IsExternalInit; }", "")]
    public void Types_are_found(string text, string expected) => Assert.Equal(expected, string.Join(' ', Types(text)));

    // What .NET has and an older target lacks may stand together.
    private static IEnumerable<string> Types(string text) => CSharpSyntaxTree.ParseText(text).GetRoot()
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .Where(
            node =>
                node.Parent is not BaseNamespaceDeclarationSyntax space
                    || !space.Name.ToString().StartsWith("System", StringComparison.Ordinal))
        .Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        }).OfType<string>();

    private static bool IsSource(string path) => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin");

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src"));
}
