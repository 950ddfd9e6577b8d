using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Weights;

/// <summary>
/// Weights that are compiled in: what the compiler says of a file that does not fit, and what is written for one that does.
/// </summary>
public sealed class CompiledWeightsTests
{
    private const string Model =
        "using LstmGen;\nnamespace My;\n[RecurrentModel, Features(1), Lstm(16), Regression(1)]\npublic partial class Sentiment;\n";

    [Fact]
    public void A_file_that_fits_gives_the_class_Pretrained()
    {
        GeneratorRunResult result = Run(Model, HeaderText.Of16Units);
        Assert.Empty(result.Diagnostics);
        string text =
            result.GeneratedSources.Single(
                source => source.HintName.EndsWith("Sentiment.Pretrained.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains(
            "gen::CompiledWeights.Load(Description, typeof(Sentiment), \"LstmGen.Weights.My.Sentiment\")", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"lstm.bias_hh_l0\"", "\"lstm.bias\"", "it has no tensor 'lstm.bias_hh_l0 [64]'")]
    [InlineData("[64, 16]", "[64, 8]", "its tensor 'lstm.weight_hh_l0' is [64, 8], and the declaration needs [64, 16]")]
    [InlineData("\"F64\"", "\"I64\"", "its tensor 'head.bias' holds I64")]
    [InlineData("\"head.bias\"", "\"more\": {\"dtype\": \"F32\", \"shape\": [], \"data_offsets\": [0, 4]}, \"head.bias\"",
        "its tensor 'more' belongs to no parameter")]
    [InlineData("Lstm Hidden=16", "Lstm Hidden=16 Zoneout=0.1",
        "it was saved by a model that declares 'Lstm Hidden=16 Zoneout=0.1', and the class 'Lstm Hidden=16'")]
    [InlineData("\"shape\": [64]", "\"shape\": 64", "its header is no safetensors header")]
    [InlineData("{", "", "its header is no safetensors header")]
    public void A_file_that_does_not_fit_is_an_error_on_the_class(string whole, string changed, string said)
    {
        string header = HeaderText.Of16Units;
        int at = header.IndexOf(whole, StringComparison.Ordinal);
        GeneratorRunResult result = Run(Model, header[..at] + changed + header[(at + whole.Length)..]);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("LSTMG050", diagnostic.Id);
        Assert.Contains(said, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(3, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Contains(
            result.GeneratedSources,
            source => source.HintName.EndsWith(".Pretrained.g.cs", StringComparison.Ordinal)); // its uses are no errors of their own
    }

    [Fact]
    public void A_name_of_no_model_is_an_error_that_lists_the_models()
    {
        Diagnostic diagnostic =
            Assert.Single(Run(Model.Replace("Sentiment", "Other", StringComparison.Ordinal), HeaderText.Of16Units).Diagnostics);
        Assert.Equal("LSTMG051", diagnostic.Id);
        Assert.Contains("(My.Other)", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_that_name_is_the_users()
    {
        GeneratorRunResult result =
            Run(
                Model.Replace("Sentiment;", "Sentiment\n{\n    public int Pretrained => 1;\n}", StringComparison.Ordinal),
                HeaderText.Of16Units);
        Assert.Equal("LSTMG009", Assert.Single(result.Diagnostics).Id);
        Assert.DoesNotContain(result.GeneratedSources, source => source.HintName.EndsWith(".Pretrained.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_declaration_at_fault_still_has_Pretrained()
    {
        string wrong = Model.Replace("Lstm(16)", "Lstm(0)", StringComparison.Ordinal)
            + "class Use { object F() => Sentiment.Pretrained(); }";
        Compilations.Driver(texts: [Header(HeaderText.Of16Units)])
            .RunGeneratorsAndUpdateCompilation(Compilations.Create(wrong), out Compilation after, out var found);
        Assert.Equal("LSTMG006", Assert.Single(found).Id);
        Assert.Empty(after.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Nested_classes_are_named_with_dots()
    {
        string nested =
            "using LstmGen;\nnamespace My;\npublic partial class Outer { [RecurrentModel, Features(1), Lstm(16), Regression(1)] "
            + "public partial class Inner; }\n";
        GeneratorDriver driver =
            Compilations.Driver(texts: [new HeaderText("My.Outer.Inner", "x.safetensors", HeaderText.Of16Units)])
                .RunGenerators(Compilations.Create(nested));
        Assert.Empty(driver.GetRunResult().Diagnostics);
    }

    [Fact]
    public void Classes_in_a_generic_class_have_names_of_their_own()
    {
        const string Nested = """
            using LstmGen;
            namespace My;
            public partial class Outer<T>
            {
                [RecurrentModel, Features(1), Lstm(16), Regression(1)] public partial class First;
                [RecurrentModel, Features(2), Lstm(8), Regression(1)] public partial class Second;
            }
            """;
        GeneratorRunResult result =
            Compilations.Driver(texts: [new HeaderText("My.Outer`1.First", "x.safetensors", HeaderText.Of16Units)])
                .RunGenerators(Compilations.Create(Nested)).GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics);
        Assert.Single(result.GeneratedSources, source => source.HintName.EndsWith(".Pretrained.g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("My.Sentiment", "Sentiment")]
    [InlineData("My.Sentiment`1", "Sentiment<T>")]
    [InlineData("My.Sentiment`2", "Sentiment<TKey, TValue>")]
    [InlineData("My.Outer.Inner", "Inner")]
    [InlineData("My.Outer`2.Inner", "Inner")]
    public void Classes_that_differ_in_type_parameters_only_have_names_of_their_own(string model, string self)
    {
        const string Layers = "[RecurrentModel, Features(1), Lstm(16), Regression(1)] public partial class";
        const string Alike = $$"""
            using LstmGen;
            namespace My;
            {{Layers}} Sentiment;
            {{Layers}} Sentiment<T>;
            {{Layers}} Sentiment<TKey, TValue>;
            public partial class Outer { {{Layers}} Inner; }
            public partial class Outer<TKey, TValue> { {{Layers}} Inner; }
            """;
        GeneratorRunResult result =
            Compilations.Driver(texts: [new HeaderText(model, "x.safetensors", HeaderText.Of16Units)])
                .RunGenerators(Compilations.Create(Alike)).GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics);
        string text =
            Assert.Single(
                result.GeneratedSources,
                source => source.HintName.EndsWith(".Pretrained.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains(
            $"public static {self} Pretrained() => new {self}(gen::CompiledWeights.Load(Description, typeof({self}), "
                + $"\"LstmGen.Weights.{model}\"));",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_a_generic_class_are_an_error_on_that_class()
    {
        const string Two = """
            using LstmGen;
            namespace My;
            [RecurrentModel, Features(1), Lstm(16), Regression(1)]
            public partial class Sentiment;
            [RecurrentModel, Features(1), Lstm(8), Regression(1)]
            public partial class Sentiment<T>;
            """;
        GeneratorRunResult result =
            Compilations.Driver(texts: [new HeaderText("My.Sentiment`1", "x.safetensors", HeaderText.Of16Units)])
                .RunGenerators(Compilations.Create(Two)).GetRunResult().Results.Single();
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("LSTMG050", diagnostic.Id);
        Assert.Equal(5, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void An_edit_elsewhere_writes_nothing_anew()
    {
        var compilation = Compilations.Create(Model);
        GeneratorDriver driver = Compilations.Driver(track: true, texts: [Header(HeaderText.Of16Units)]).RunGenerators(compilation);
        GeneratorRunResult result =
            driver.RunGenerators(
                compilation.ReplaceSyntaxTree(
                    compilation.SyntaxTrees.Single(),
                    Compilations.Parse("// more\n" + Model, "Source0.cs"))).GetRunResult().Results.Single();
        foreach (string step in (string[])[TrackingNames.WeightHeaders, TrackingNames.Pretrained])
            Assert.All(
                result.TrackedSteps[step].SelectMany(run => run.Outputs),
                output =>
                    Assert.True(
                        output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                        $"{step}: {output.Reason}"));
    }

    private static GeneratorRunResult Run(string source, string header) =>
        Compilations.Driver(texts: [Header(header)]).RunGenerators(Compilations.Create(source)).GetRunResult().Results.Single();

    private static HeaderText Header(string header) => new("My.Sentiment", "sentiment.safetensors", header);
}
