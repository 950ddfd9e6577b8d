using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>An edit that changes nothing of a model makes the generator do nothing.</summary>
public class IncrementalTests
{
    private const string Model =
        "using LstmGen;\nnamespace A;\n[RecurrentModel, Features(2), Lstm(3), Dropout(0.1f), Regression(1)]\n"
        + "public partial class M\n{\n}\n";

    // Its diagnostic makes the third step have something to do.
    private const string Faulty =
        "using LstmGen;\nnamespace A;\n[RecurrentModel, Features(0), Lstm(3), Regression(1)]\npublic partial class Bad;\n";

    private static readonly string[] Steps = [TrackingNames.Parse, TrackingNames.Spec, TrackingNames.Diagnostics];

    public static TheoryData<string, string> HarmlessEdits => new()
    {
        { "a comment at the end", Model + "// more\n" },
        { "a member of the model's other part", Model.Replace("{\n}", "{\n    public int Own => 1;\n}", StringComparison.Ordinal) },
        { "another order of arguments and white space",
            Model.Replace("[RecurrentModel, Features(2)", "[RecurrentModel,   Features(size: 2)", StringComparison.Ordinal) },
        { "an unrelated type", Model + "class Other { void F() { } }\n" },
    };

    [Theory]
    [MemberData(nameof(HarmlessEdits))]
    public void A_harmless_edit_leaves_every_step_as_it_was(string edit, string changed)
    {
        var result = Rerun(changed);
        foreach (string step in Steps)
            Assert.All(Reasons(result, step), reason => Assert.True(Same(reason), $"{edit}: {step} is {reason}"));
        Assert.All(Outputs(result), reason => Assert.True(Same(reason), $"{edit}: an output is {reason}"));
    }

    [Fact]
    public void An_unrelated_file_leaves_every_step_cached()
    {
        var compilation = Compilations.Create(Model, Faulty);
        GeneratorDriver driver = Compilations.Driver(track: true).RunGenerators(compilation);
        var result =
            driver.RunGenerators(
                compilation.AddSyntaxTrees(Compilations.Parse("class Unrelated;", "Other.cs"))).GetRunResult().Results.Single();
        foreach (string step in Steps)
            Assert.All(Reasons(result, step), reason => Assert.True(Same(reason), $"{step} is {reason}"));
        Assert.All(Outputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_changed_attribute_is_parsed_and_written_anew()
    {
        var result = Rerun(Model.Replace("Lstm(3)", "Lstm(4)", StringComparison.Ordinal));
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(result, TrackingNames.Parse));
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(result, TrackingNames.Spec));
        Assert.Contains(IncrementalStepRunReason.Modified, Outputs(result));
        Assert.All(Reasons(result, TrackingNames.Diagnostics), reason => Assert.True(Same(reason)));
        Assert.Contains(
            "[16, 4]",
            result.GeneratedSources.Single(s => s.HintName == "A.M.g.cs").SourceText.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_moved_fault_moves_its_diagnostic_and_writes_nothing_anew()
    {
        var compilation = Compilations.Create(Model, Faulty);
        GeneratorDriver driver = Compilations.Driver(track: true).RunGenerators(compilation);
        var result = driver.RunGenerators(Replace(compilation, 1, "\n\n" + Faulty)).GetRunResult().Results.Single();
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(result, TrackingNames.Diagnostics));
        Assert.All(Reasons(result, TrackingNames.Spec), reason => Assert.True(Same(reason)));
        Assert.Equal(4, Assert.Single(result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Nothing_that_is_kept_holds_on_to_the_compiler()
    {
        var result = Rerun(Model);
        foreach (string step in Steps)
        {
            Assert.NotEmpty(result.TrackedSteps[step]);
            foreach (var (value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                KeptObjects.AssertFreeOfRoslyn(value, step);
        }
    }

    private static GeneratorRunResult Rerun(string changed)
    {
        var compilation = Compilations.Create(Model, Faulty);
        GeneratorDriver driver = Compilations.Driver(track: true).RunGenerators(compilation);
        return driver.RunGenerators(Replace(compilation, 0, changed)).GetRunResult().Results.Single();
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[index], Compilations.Parse(text, Compilations.PathOf(index)));

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static IncrementalStepRunReason[] Outputs(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static bool Same(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
