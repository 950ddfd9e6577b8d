using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>The emitted text, one feature each; each snapshot's model is also compiled, run and compared with the reference.</summary>
public class SnapshotTests
{
    private static readonly Probe Lstm = Probe.Of(Probe.Features("M", 2, new LstmLayer(3), new RegressionHead(1)), 3, 4, [2, 4, 1]);
    private static readonly Probe BothWays = Probe.Of(Probe.Features("M", 2, new LstmLayer(3) { Bidirectional = true }, new ClassificationHead(2)), 3, 4, [2, 4, 1]);
    private static readonly Probe Words = Probe.Of(Probe.Tokens("M", 5, 2, new LstmLayer(3), new SequenceOutputHead()), 2, 3);

    [Fact]
    public Task Lstm_layer() => Shows(Lstm, "Lstm0.g.cs");

    [Fact]
    public Task Model_api() => Shows(Lstm, "Model.g.cs");

    [Fact]
    public Task Parameters() => Shows(Lstm, "Parameters.g.cs");

    [Fact]
    public Task Passes() => Shows(Lstm, "Passes.g.cs");

    [Fact]
    public Task Workspace() => Shows(Lstm, "Workspace.g.cs");

    [Fact]
    public Task Stream() => Shows(Lstm, "Stream.g.cs");

    [Fact]
    public Task Regression_head() => Shows(Lstm, "HeadHead.g.cs");

    [Fact]
    public Task Bidirectional_layer() => Shows(BothWays, "Lstm0.g.cs");

    [Fact]
    public Task Embedding() => Shows(Words, "Embedding0.g.cs");

    [Fact]
    public Task Sequence_output() => Shows(Words, "HeadHead.g.cs");

    private static Task Shows(Probe probe, string suffix, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        using CompiledModels models = ModelCompiler.Compile(probe.Source);
        var expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        Assert.Null(Closeness.Difference(expected, new ModelRunner(probe.Create(models)).Run(probe.Data)));
        return Snapshot.Matches(models.Text(suffix), method: method);
    }
}
