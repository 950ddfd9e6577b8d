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
