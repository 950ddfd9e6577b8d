namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>GPU code in programs that are compiled ahead of time, as the project's properties say it.</summary>
public class AheadOfTimeTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void PublishAot_is_read_as_the_build_reads_it(string value, bool found)
    {
        const string Source =
            "using LstmGen;\n[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu), Features(1), Lstm(8), Regression(1)] "
            + "public partial class M;";
        var diagnostics = Compilations.Driver(properties: new Dictionary<string, string> { ["PublishAot"] = value })
            .RunGenerators(Compilations.Create(Source, Gpus.StandIn)).GetRunResult().Diagnostics;
        Assert.Equal(found ? ["LSTMG032"] : [], diagnostics.Select(one => one.Id));
    }
}
