using LstmGen.Generator.Tests.Code;
using LstmGen.Generator.Tests.Incremental;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>
/// Cells in the generator's pipeline: an edit of one touches the models that use it and nothing else, and libraries carry theirs.
/// </summary>
public class EquationPipelineTests
{
    private const string Cells = """
        using LstmGen;
        using static LstmGen.Equations;
        namespace A;
        [Cell] public static class First { public static void Step([Gate] float a, ref float h) { float mixed = Tanh(a); h = 0.5f * mixed + 0.5f * h; } }
        [Cell] public static class Second { public static void Step([Gate] float a, out float h) => h = Helper.Squash(a); }
        [Loss] public static class Quartic { public static float Of(float y, float target) => Square(Square(y - target)); }
        """;

    private const string Helper =
        "namespace A; public static class Helper { public static float Squash(float x) => x / (1 + System.MathF.Abs(x)); }";

    private const string Models = """
        using LstmGen;
        namespace A;
        [RecurrentModel, Features(2), Cell(typeof(First), 8), Regression(1)] public partial class UsesFirst;
        [RecurrentModel, Features(2), Cell(typeof(Second), 8), Regression(1, Equation = typeof(Quartic))] public partial class UsesSecond;
        [RecurrentModel, Features(2), Lstm(8), Regression(1)] public partial class UsesNone;
        """;

    [Theory]
    [InlineData("0.5f * h", "0.25f * h", "First UsesFirst")]
    [InlineData("Square(Square(y - target))", "Square(y - target)", "Quartic UsesSecond")]
    [InlineData("float mixed", "/* the same */ float mixed", "")]
    [InlineData("Tanh(a)", "((Tanh(x:   a)))", "")]
    public void An_edit_of_a_cell_writes_anew_what_uses_it_and_nothing_else(string from, string to, string changed) =>
        Assert.Equal(changed, Changed(Cells.Replace(from, to, StringComparison.Ordinal), Helper));

    [Fact]
    public void A_local_of_another_name_changes_comments_and_not_the_declaration()
    {
        string renamed = Cells.Replace("mixed", "blend", StringComparison.Ordinal);
        Assert.Equal("First UsesFirst", Changed(renamed, Helper));
        Assert.Equal(Declaration(Cells), Declaration(renamed));
        static string Declaration(string cells)
        {
            GeneratorRunResult result =
                Compilations.Driver().RunGenerators(Compilations.Create(cells, Helper, Models)).GetRunResult().Results.Single();
            string text = result.GeneratedSources.Single(source => source.HintName == "A.UsesFirst.g.cs").SourceText.ToString();
            return text.Split('\n').Single(line => line.TrimStart().StartsWith("Declaration = ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_edit_of_a_method_that_a_cell_calls_counts() =>
        Assert.Equal("Second UsesSecond", Changed(Cells, Helper.Replace("1 +", "2 +", StringComparison.Ordinal)));

    [Fact]
    public void Cells_and_losses_that_their_file_alone_can_name_serve_its_models()
    {
        const string Local = """
            using LstmGen;
            using static LstmGen.Equations;
            namespace A;
            [Cell] file static class Own { public static void Step([Gate] float a, ref float h) => h = Tanh(a + h); }
            [Loss] file static class OwnLoss { public static float Of(float y, float target) => Square(y - target); }
            [RecurrentModel, Features(2), Cell(typeof(Own), 8), Regression(1, Equation = typeof(OwnLoss))] public partial class UsesOwn;
            """;
        using CompiledModels models = ModelCompiler.Compile(Local, Local.Replace("UsesOwn", "UsesTheOther", StringComparison.Ordinal));
        Assert.Equal(models.Create("A.UsesOwn").Description.ParameterCount, models.Create("A.UsesTheOther").Description.ParameterCount);
    }

    [Fact]
    public void A_partial_method_is_read_where_its_body_is()
    {
        const string Text = """
            using LstmGen;
            [Cell] public static partial class Halves { public static partial void Step([Gate] float a, ref float h); }
            public static partial class Halves { public static partial void Step(float a, ref float h) => h = 0.5f * (a + h); }
            [RecurrentModel, Features(1), Cell(typeof(Halves), 2), Regression(1)] public partial class M;
            """;
        using CompiledModels models = ModelCompiler.Compile(Text);
        Assert.Equal(2, models.Create("M").Predict(SequenceSet.FromFeatures([[1f, 2f], [3f]], 1)).Length);
    }

    [Fact]
    public void A_partial_method_that_a_cell_calls_is_read_where_its_body_is() => Assert.Equal(1, Rules.HoldEach("""
        using LstmGen;
        [Cell] public static partial class Halves
        {
            private static partial float Half(float x);
            private static partial float Product(float a);
            public static void Step([Gate] float a, [Gate(Of = "Product")] float b, ref float h) => h = Half(a + b + h);
        }
        public static partial class Halves
        {
            private static partial float Half(float y) => 0.5f * y;
            private static partial float Product(float z) => z * z;
        }
        [RecurrentModel, Features(1), Cell(typeof(Halves), 2), Regression(1)] partial class M;
        """));

    [Theory]
    [InlineData("gate a both; output sin(a)")]
    [InlineData("gate a later; output a")]
    [InlineData("gate a both; spring b; output a")]
    [InlineData("gate a both; output #3")]
    [InlineData("gate a; output a")]
    public void Equations_of_a_newer_version_are_a_diagnostic_of_the_models_that_use_them(string text)
    {
        CSharpCompilation library = Compilations.Create(
            "using LstmGen; namespace A; [Cell] public static class First { }",
            $"[assembly: LstmGen.CompilerServices.Equations(\"A.First\", \"{text}\", \"\")]");
        MetadataReference reference = MetadataReference.CreateFromImage(ModelCompiler.Emit(library));
        const string Model = "using LstmGen; [RecurrentModel, Features(2), Cell(typeof(A.First), 8), Regression(1)] partial class M;";
        GeneratorRunResult result =
            Compilations.Driver().RunGenerators(Compilations.Create(Model).AddReferences(reference)).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Diagnostic found = Assert.Single(result.Diagnostics);
        Assert.Equal("LSTMG073", found.Id);
        Assert.Equal(
            "Cell: 'A.First' is a cell of a library that another version of LstmGen compiled, which this one cannot read: let this project "
            + "and that library use the same version", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Nothing_that_is_kept_holds_on_to_the_compiler()
    {
        GeneratorRunResult result =
            Compilations.Driver(track: true).RunGenerators(Compilations.Create(Cells, Helper, Models)).GetRunResult().Results.Single();
        foreach (string step in new[] { TrackingNames.Parse, TrackingNames.Spec, TrackingNames.Equations })
        {
            Assert.NotEmpty(result.TrackedSteps[step]);
            foreach (var (value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                KeptObjects.AssertFreeOfRoslyn(value, step);
        }
    }

    [Fact]
    public void Cells_and_losses_of_another_project_are_found_in_its_assembly()
    {
        CSharpCompilation library = Compilations.Create(Cells, Helper);
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(library, out Compilation written, out _);
        MetadataReference reference = MetadataReference.CreateFromImage(ModelCompiler.Emit((CSharpCompilation)written));
        CSharpCompilation program = Compilations.Create(Models).AddReferences(reference),
            whole = Compilations.Create(Cells, Helper, Models);
        Assert.Equal(Text(whole), Text(program));
        Assert.Equal(Text(whole), Text(Compilations.Create(Models).AddReferences(library.ToMetadataReference()))); // as in an editor

        // Without what the generator wrote the cell is compiled code.
        CSharpCompilation without =
            Compilations.Create(Models).AddReferences(MetadataReference.CreateFromImage(ModelCompiler.Emit(library)));
        string[] messages = [.. Compilations.Driver().RunGenerators(without).GetRunResult().Diagnostics.Select(
            one => one.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Contains(
            "Cell: 'A.First' is no cell: name a static class that is marked with [Cell], of a library that was compiled with the generator",
            messages);
    }

    private static string Text(CSharpCompilation compilation)
    {
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Empty(result.Diagnostics);
        return string.Join(
            "\n",
            result.Results.Single().GeneratedSources.Where(source => source.HintName.StartsWith("A.Uses", StringComparison.Ordinal))
                .OrderBy(source => source.HintName).Select(source => source.SourceText.ToString()));
    }

    // The classes whose files were written anew.
    private static string Changed(string cells, string helper)
    {
        var compilation = Compilations.Create(Cells, Helper, Models);
        GeneratorDriver driver = Compilations.Driver(track: true).RunGenerators(compilation);
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compilations.Parse(cells, Compilations.PathOf(0)));
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compilations.Parse(helper, Compilations.PathOf(1)));
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var run in result.TrackedSteps.Where(step => step.Key is TrackingNames.Spec or TrackingNames.Equations)
            .SelectMany(step => step.Value))
        {
            foreach (var (value, reason) in run.Outputs)
            {
                if (reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)
                    continue;
                names.Add(value is Spec.ModelSpec spec ? spec.Type.Name : ((EquationResult)value).Type[2..]);
            }
        }

        return string.Join(" ", names);
    }
}
