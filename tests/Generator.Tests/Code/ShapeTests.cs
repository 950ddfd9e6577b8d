using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Code;

/// <summary>Shapes of the user's class: each works, or one diagnostic says why not.</summary>
public class ShapeTests
{
    private const string Good = "[RecurrentModel, Features(2), Lstm(3), Regression(1)]";

    [Theory]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"mine\", \"1\")] partial class M;")]
    [InlineData(
        "partial class M { public float Predict(float a, float b) => a + b; public static M Load(System.IO.Stream s) => new(1); "
        + "public void Fit(float[] x) { } }")]
    [InlineData(
        "partial class M { public float[] Predict(System.Collections.Generic.List<float> x, int batch, int[] "
        + "lengths, System.Span<float> y) => []; public void Initialize(string s) { } }")]
    [InlineData("partial class M { public M(string name) : this(3) { } public M(string name, int seed) : this(name) { } }")]
    [InlineData(
        "partial class M { public partial int Own { get; } } partial class M { public partial int Own => 1; "
        + "public int this[int i] => i; }")]
    [InlineData("partial class M : Base; class Base { public Base(int a = 3) { } public int Parameters; }")]
    [InlineData(
        "partial class M { public static int Width => Description.Features; public static readonly int First = Description.Features; }")]
    [InlineData("partial class M<V, @var> where V : class { }")]
    [InlineData("partial class M<[Mine] T>; class MineAttribute : System.Attribute;")]
    [InlineData("partial class M { static int nameof(object o) => 1; } class var; class dynamic; namespace System { class Own; }")]
    public void A_class_of_such_a_shape_works(string declaration) =>
        Assert.Empty(Rules.Errors(out _, $"using LstmGen;\nnamespace A {{ {Good} {declaration} }}"));

    [Theory]
    [InlineData("LSTMG010", "partial class M(int size) { public int Size => size; }")]
    [InlineData("LSTMG010", "partial class M { public required string Name { get; init; } }")]
    [InlineData("LSTMG010", "partial class M : Base; class Base { public required string Name { get; init; } }")]
    [InlineData("LSTMG010", "partial class M : Base; [RecurrentModel, Features(2), Lstm(3), Regression(1)] partial class Base;")]
    [InlineData("LSTMG018", "partial class M { public M(string name) { } }")]
    [InlineData("LSTMG018",
        "partial class M : Base { public M(string name) : base(name) { } } class Base { protected Base() { } "
        + "protected Base(string name) { } }")]
    [InlineData("LSTMG009", "partial class M<Workspace>;")]
    [InlineData("LSTMG009", "partial class M { int get_Parameters() => 1; }")]
    public void A_class_of_such_a_shape_is_one_diagnostic(string id, string declaration) =>
        Assert.Equal([id], Rules.Errors(out _, $"using LstmGen;\nnamespace A {{ {Good} {declaration} }}"));

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp11)]
    public void C_sharp_below_12_is_one_diagnostic(LanguageVersion version)
    {
        CSharpParseOptions options = Compilations.ParseOptions.WithLanguageVersion(version);
        var compilation = Compilations.Create()
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(
                    $"using LstmGen;\nnamespace A {{ {Good} public partial class M {{ }} class U {{ int F(M m) {{ return "
                    + $"m.Parameters.Count; }} }} }}", options))
            .WithOptions(Compilations.Create().Options.WithNullableContextOptions(NullableContextOptions.Disable));
        CSharpGeneratorDriver.Create([new RecurrentModelGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var found);
        Assert.Equal("LSTMG010", Assert.Single(found).Id);
        Assert.Empty(updated.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void A_type_of_the_project_in_the_place_of_the_runtimes_is_a_diagnostic() => Assert.Contains(
        "LSTMG019",
        Rules.Errors(
            out _,
            $"using LstmGen;\nnamespace LstmGen.CompilerServices {{ class PanelGemm; }}\nnamespace A {{ {Good} partial class M; }}"));

    [Fact]
    public void A_checked_build_takes_any_seed_and_trains_alike()
    {
        CSharpCompilation compilation = Compilations.Create($"using LstmGen;\n{Good} public partial class M;");
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);
        byte[] image =
            ModelCompiler.Emit(
                compilation.WithOptions(compilation.Options.WithOverflowChecks(true)).AddSyntaxTrees(driver.GetRunResult().GeneratedTrees));
        Type type = System.Reflection.Assembly.Load(image).GetType("M", throwOnError: true)!;
        using CompiledModels plain = ModelCompiler.Compile($"using LstmGen;\n{Good} public partial class M;");
        foreach (int seed in new[] { -5, int.MinValue, 7 })
            Assert.Equal(
                plain.Create("M", seed).Parameters.Read().ToArray(),
                ((IRecurrentModel)Activator.CreateInstance(type, seed)!).Parameters.Read().ToArray());
    }

    [Fact]
    public void A_cancelled_run_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Compilations.Driver().RunGenerators(
            Compilations.Create($"using LstmGen;\n{Good} public partial class M;"), source.Token));
    }

    [Theory]
    [InlineData("Lstm(3, Layers = 128, Peepholes = true, LayerNorm = true, Projection = 2, Dropout = 0.1f, Zoneout = 0.1f)")]
    [InlineData("Gru(3, Layers = 64, Bidirectional = true, Residual = true, RecurrentDropout = 0.1f)")]
    [InlineData("Rnn(3, Layers = 128)")]
    public void The_deepest_stack_has_no_method_that_is_not_optimised(string layers) =>
        MethodSizeTests.AssertOptimised($"using LstmGen;\n[RecurrentModel, Features(2), {layers}, Regression(1)] public partial class M;");

    [Fact]
    public void More_layers_and_heads_than_the_bound_are_one_diagnostic()
    {
        Assert.Equal(
            ["LSTMG013"],
            Rules.Errors(
                out _,
                "using LstmGen;\n[RecurrentModel, Features(2), Lstm(2, Layers = 100), Gru(2, Layers = 100), Regression(1)] "
                + "partial class M;"));
        string heads = string.Concat(Enumerable.Range(0, 65).Select(i => $", Regression(1, Name = \"h{i}\")"));
        Assert.Equal(["LSTMG013"], Rules.Errors(out _, $"using LstmGen;\n[RecurrentModel, Features(2), Lstm(2){heads}] partial class M;"));
    }

    [Fact]
    public void Sizes_drawn_at_random_never_make_the_generator_fail()
    {
        var random = new Random(5);
        int Size() => (int)Math.Pow(2, random.NextDouble() * 31) - random.Next(2);
        Rules.HoldEach(
            [.. Enumerable.Range(0, 120)
                .Select(
                    i =>
                        $"using LstmGen;\nnamespace N{i};\n[RecurrentModel, Features({Size()}), Conv1d({Size()}, {Size()}, "
                        + $"Stride = {Size()}), Lstm({Size()}, Projection = {Size()}), Dense({Size()}), Regression({Size()})] "
                        + "partial class M;")]);
    }
}
