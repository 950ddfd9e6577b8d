using LstmGen.Conformance;
using LstmGen.Reference.Golden;

namespace LstmGen.Generator.Tests.Conformance;

/// <summary>Golden cases through the conformance console's own path: PyTorch's where they are there, and the project's own.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("golden-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GoldenFact]
    public void Pytorchs_cases_hold() => Hold(ConformanceRun.Run(SharedFolder.Golden!));

    [Fact]
    public void The_projects_own_cases_hold()
    {
        GoldenWriter.Write(_folder, OwnCases.All());
        Hold(ConformanceRun.Run(_folder));
    }

    [Fact]
    public void A_wrong_number_is_found()
    {
        GoldenWriter.Write(_folder, OwnCases.All().Take(1));
        string file = Directory.GetFiles(_folder, "*.safetensors").Single();
        var tensors = TensorFile.Read(file);
        string name = tensors.Keys.First(key => key.StartsWith("grad.rnn.weight_hh", StringComparison.Ordinal));
        tensors[name].Values[0] += 1e-3 * tensors[name].Values.Max(Math.Abs);
        TensorFile.Write(file, tensors);
        CaseResult result = Assert.Single(ConformanceRun.Run(_folder));
        Assert.True(result.Wrong);
        Assert.Equal(name, Assert.Single(result.Comparisons, c => !c.Holds).Tensor);
    }

    [Fact]
    public void A_folder_without_cases_is_refused_in_one_line()
    {
        Assert.Contains("no index.json", Refusal(), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "index.json"), "[{\"name\": \"gone\"}]");
        Assert.Contains("gone.json", Refusal(), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "index.json"), "[");
        Assert.Contains("index.json cannot be read", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_nothing_is_compared_with_is_wrong()
    {
        GoldenWriter.Write(_folder, OwnCases.All().Take(1));
        string file = Directory.GetFiles(_folder, "*.safetensors").Single();
        var tensors = TensorFile.Read(file);
        tensors["expect.attention"] = tensors["expect.h_n"];
        tensors["grad.input.static"] = tensors["grad.input.x"];
        TensorFile.Write(file, tensors);
        CaseResult result = Assert.Single(ConformanceRun.Run(_folder));
        Assert.True(result.Wrong);
        Assert.Equal(
            ["expect.attention", "grad.input.static"],
            result.Comparisons.Where(c => !c.Holds).Select(c => c.Tensor.Split(' ')[0]).Order());
    }

    [Fact]
    public void Emitted_code_that_does_not_compile_is_wrong_and_the_other_cases_are_compared()
    {
        GoldenWriter.Write(_folder, OwnCases.All().Where(entry => entry.Name is "lstm_hidden_1" or "gru_hidden_1" or "rnn_tanh"));
        CaseResult[] results = [.. ConformanceRun.Run(_folder, compile: (IReadOnlyList<string> sources, out string?[] errors) =>
            sources.Any(source => source.Contains("[Gru(", StringComparison.Ordinal))
                ? throw new ModelCompilationException("CS0103: a name")
                : ModelCompiler.CompileGood(sources, out errors))];
        Assert.Equal(3, results.Length);
        Assert.Equal("gru_hidden_1", Assert.Single(results, result => result.Wrong).Name);
        Assert.Contains("CS0103", results.Single(result => result.Wrong).Failure, StringComparison.Ordinal);
        Assert.Equal(2, results.Count(result => result.Passed));
        Assert.Equal(1, Verdict.ExitCode(results));
    }

    [Fact]
    public void A_case_that_is_not_supported_is_named_and_a_run_of_none_but_such_fails()
    {
        GoldenWriter.Write(_folder, OwnCases.All().Where(entry => entry.Name is "lstm_hidden_1" or "gru_hidden_1"));
        string file = Path.Combine(_folder, "gru_hidden_1.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"gru\"", "\"mogrifier\"", StringComparison.Ordinal));
        CaseResult[] results = [.. ConformanceRun.Run(_folder)];
        CaseResult unsupported = Assert.Single(results, result => result.Unsupported is not null);
        Assert.Contains("mogrifier", unsupported.Unsupported, StringComparison.Ordinal);
        Assert.Contains("unsupported: gru_hidden_1", Verdict.Summary(results), StringComparison.Ordinal);
        Assert.Equal(0, Verdict.ExitCode(results));
        Assert.Equal(1, Verdict.ExitCode([.. results.Where(result => result.Unsupported is not null)]));
        Assert.Equal(1, Verdict.ExitCode([]));
        Assert.Equal(1, Verdict.ExitCode([results.Single(result => result.Passed) with { Comparisons = [] }]));
    }

    private string Refusal()
    {
        string message = Assert.Throws<BadFolderException>(() => ConformanceRun.Run(_folder).Count()).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static void Hold(IEnumerable<CaseResult> results) => Assert.All(results, result => Assert.True(
        result.Passed,
        $"{result.Name}: {result.Unsupported ?? result.Failure}{string.Join(", ", result.Comparisons.Where(c => !c.Holds).Take(5))}\n"
        + $"{result.Declaration}"));
}

/// <summary>Skipped, and said so, where PyTorch's cases are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (SharedFolder.Golden is null)
            Skip = "No golden cases: set LSTMGEN_GOLDEN, or put them in shared/golden above the tests.";
    }
}
