using LstmGen.Reference.Running;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Wherever and however a class may be declared, its other half compiles and runs.</summary>
public class GoodDeclarationTests
{
    private const string Attributes = "[RecurrentModel, Features(2), Lstm(3), Regression(1)]";

    [Theory]
    [InlineData("namespace A.B; " + Attributes + " public partial class M;", "A.B.M")]
    [InlineData("namespace A { namespace B { " + Attributes + " public partial class M { } } }", "A.B.M")]
    [InlineData(Attributes + " public partial class M;", "M")]
    [InlineData("namespace A; " + Attributes + " internal sealed partial class M;", "A.M")]
    [InlineData("namespace A; public partial class Outer { public partial struct Middle { " + Attributes + " public partial class M; } }",
        "A.Outer+Middle+M")]
    [InlineData("namespace A; public partial interface Outer { " + Attributes + " public partial class M; }", "A.Outer+M")]
    [InlineData("namespace A; public partial record Outer { " + Attributes + " public partial class M; }", "A.Outer+M")]
    [InlineData("namespace A; public partial record struct Outer { " + Attributes + " internal partial class M; }", "A.Outer+M")]
    [InlineData("namespace A; public partial class Outer { " + Attributes + " private partial class M; }", "A.Outer+M")]
    [InlineData("namespace A; " + Attributes + " public partial class @class;", "A.class")]
    [InlineData("namespace @event.B; " + Attributes + " public partial class M;", "event.B.M")]
    [InlineData("namespace Convolution.Wave; " + Attributes + " public partial class Residual;", "Convolution.Wave.Residual")]
    [InlineData("namespace A; public partial class Math { " + Attributes + " public partial class Span; }", "A.Math+Span")]
    [InlineData("namespace A; " + Attributes
        + " partial class M { public int Extra => Parameters.Count; }  partial class M { public M() : this(7) { } }", "A.M")]
    [InlineData("namespace A; " + Attributes + " partial class M { public int HeadCount => 1; public int ForwardWave => 2; }", "A.M")]
    [InlineData("namespace A; class Base { protected Base() { } } " + Attributes
        + " partial class M : Base, System.IDisposable { public void Dispose() { } }", "A.M")]
    [InlineData(
        "namespace A; static class Sizes { public const int Hidden = 2 * 4; } [RecurrentModel, Features(2), Lstm(Sizes.Hidden), "
        + "Regression(Sizes.Hidden / 2)] partial class M;", "A.M")]
    [InlineData(
        "namespace A; [RecurrentModel] [Features(2)] [LstmAttribute(hidden: 3), LstmGen.Lstm(2)] "
        + "[Regression(1), Classification(2, Name = \"kind\")] partial class M;", "A.M")]
    [InlineData("namespace LstmGen.Mine; " + Attributes + " partial class M;", "LstmGen.Mine.M")]
    public void A_class_compiles_and_predicts(string source, string typeName)
    {
        using CompiledModels models = ModelCompiler.Compile("using LstmGen;\n\n" + source);
        Runs(models.Create(typeName));
    }

    [Fact]
    public void A_generic_class_compiles_and_predicts()
    {
        using CompiledModels models = ModelCompiler.Compile(
            "using LstmGen;\nnamespace A;\npublic partial class Outer<T> where T : struct {\n" + Attributes
                + " public partial class M<TIn, TOut> where TIn : class, new() { public TIn? Value; } }");
        Type open = models.Assembly.GetType("A.Outer`1+M`2", throwOnError: true)!;
        Runs((IRecurrentModel)Activator.CreateInstance(open.MakeGenericType(typeof(int), typeof(object), typeof(string)), [1])!);
    }

    [Fact]
    public void Several_models_in_one_file_and_equal_names_in_several_places()
    {
        using CompiledModels models = ModelCompiler.Compile(
            $"using LstmGen;\nnamespace A {{ {Attributes} partial class M; {Attributes} partial class N; "
            + $"partial class Outer {{ {Attributes} partial class M; }} }} namespace B {{ {Attributes} partial class M; }}",
            $"using LstmGen;\n{Attributes} partial class M;",
            $"using LstmGen;\nnamespace A; {Attributes} partial class M<T>;");
        Assert.All(["A.M", "A.N", "A.Outer+M", "B.M", "M"], name => Runs(models.Create(name)));
    }

    [Fact]
    public void A_class_spread_over_files_with_its_attributes_on_one()
    {
        using CompiledModels models = ModelCompiler.Compile(
            "namespace A; public partial class M { public static int Answer => 42; }",
            $"using LstmGen;\nnamespace A; {Attributes} public partial class M;",
            "namespace A; partial class M { private int _other; public int Other => _other++; }");
        Runs(models.Create("A.M"));
    }

    [Fact]
    public void Good_models_have_no_diagnostic_and_what_is_emitted_no_warning()
    {
        var compilation = Compilations.Create($"using LstmGen;\nnamespace A; {Attributes} public partial class M;");
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Empty(updated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    // What is inherited from a project with <Nullable>enable</Nullable> costs a quarter of the time that it takes to compile emitted code.
    [Fact]
    public void The_compiler_follows_no_nulls_through_emitted_code_whatever_the_project_says()
    {
        var compilation = Compilations.Create($"using LstmGen;\nnamespace A; {Attributes} public partial class M;");
        Assert.Equal(NullableContextOptions.Enable, compilation.Options.NullableContextOptions);
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        SyntaxTree[] emitted = [.. updated.SyntaxTrees.Except(compilation.SyntaxTrees)];
        Assert.NotEmpty(emitted);
        Assert.All(emitted, tree =>
        {
            int place = tree.ToString().IndexOf('{', StringComparison.Ordinal);
            NullableContext context = updated.GetSemanticModel(tree).GetNullableContext(place);
            Assert.False(context.WarningsEnabled());
            Assert.False(context.WarningsInherited());
            Assert.True(context.AnnotationsEnabled());
        });
    }

    [Fact]
    public void Emitted_code_ends_its_lines_alike_and_calls_itself_generated()
    {
        using CompiledModels models = ModelCompiler.Compile($"using LstmGen;\r\nnamespace A; {Attributes} public partial class M;");
        Assert.All(models.Generated, tree =>
        {
            string text = tree.ToString();
            Assert.StartsWith(
                "// <auto-generated/>\n#nullable enable annotations\n#nullable disable warnings\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\t', text);
            Assert.DoesNotContain(" \n", text, StringComparison.Ordinal);
        });
        Assert.Contains("__generated(\"LstmGen.Generator\"", models.Text("M"), StringComparison.Ordinal);
        Assert.Contains(
            "using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;", models.Text("M"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_machines_culture_does_not_show_in_emitted_code()
    {
        string source =
            "using LstmGen;\nnamespace A; [RecurrentModel, Features(2), Lstm(7), Dropout(0.25f), Regression(1, "
            + "Loss = RegressionLoss.Huber, Delta = 0.5f)] partial class M;";
        using CompiledModels plain = ModelCompiler.Compile(source);
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = Foreign();
            using CompiledModels foreign = ModelCompiler.Compile(source);
            Assert.Equal(plain.Generated.Select(tree => tree.ToString()), foreign.Generated.Select(tree => tree.ToString()));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    private static System.Globalization.CultureInfo Foreign()
    {
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) =
            (",", ".", "~");
        return culture;
    }

    private static void Runs(IRecurrentModel model)
    {
        var runner = new ModelRunner(model);
        int width = model.Description.Features;
        var targets = model.Description.Heads.ToDictionary(head => head.Name, head => head.Targets == TargetKind.Classes
            ? new ReferenceTarget { Classes = [0, 1] }
            : new ReferenceTarget { Values = [.. Enumerable.Repeat(0.5, 2 * head.Outputs)] });
        ModelResult result = runner.Run(new()
        {
            Batch = 2, Time = 3, Values = [.. Enumerable.Range(0, 6 * width).Select(i => i / 10.0)], Targets = targets
        });
        Assert.True(double.IsFinite(result.Loss));
        Assert.Contains(result.Gradients.Values.SelectMany(g => g), g => g != 0);
    }
}
