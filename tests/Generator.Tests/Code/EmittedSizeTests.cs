namespace LstmGen.Generator.Tests.Code;

/// <summary>How much is emitted for a small model.</summary>
public sealed class EmittedSizeTests
{
    [Fact]
    public void An_LSTM_with_a_regression_head_is_at_most_20_KB_of_its_own_and_30_KB_that_all_such_models_share()
    {
        const string Model = "[RecurrentModel, Features(1), Lstm(32), Regression(1)] public partial class M;";
        var files = Compilations.Driver().RunGenerators(Compilations.Create("using LstmGen;\n" + Model))
            .GetRunResult().Results.Single().GeneratedSources;
        int own = files.Single(file => file.HintName == "M.g.cs").SourceText.Length;
        int shared = files.Where(file => file.HintName.StartsWith("LstmGen.Emitted.", StringComparison.Ordinal))
            .Sum(file => file.SourceText.Length);
        Assert.InRange(own, 1, 20_000);
        Assert.InRange(shared, 1, 30_000);
    }
}
