using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>
/// Batches of one row, and of few rows of wide layers, the units of whose steps threads share; 13, 17 and more panels are no multiple of a
/// share. Threads share narrow layers in the forward pass alone.
/// </summary>
public class SharedUnitsTests(SharedUnitsTests.Models models) : IClassFixture<SharedUnitsTests.Models>
{
    private const int Steps = 5;

    private static readonly Probe[] All =
    [
        Of("WideLstm", new LstmLayer(130)),
        Of("WidePeeping", new LstmLayer(193) { Peepholes = true, CellClip = 0.5f, Layers = 2 }),
        Of("WideGru", new GruLayer(136) { Layers = 2 }),
        Of("WideRnn", new RnnLayer(260) { Bias = false }),
        Of("NarrowLstm", new LstmLayer(64)),
        Of("NarrowGru", new GruLayer(101)),
        Of("NarrowPeeping", new LstmLayer(90) { Peepholes = true }),
    ];

    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    public static TheoryData<string> WideNames => [.. All.Select(probe => probe.Declaration.Name).Where(name => !IsNarrow(name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_that_share_the_units_of_a_step_give_the_same_bits(string name)
    {
        Probe probe = All.Single(p => p.Declaration.Name == name);
        (float[] one, int alone, ModelResult result) = Run(probe, 1);
        (float[] two, int parts, _) = Run(probe, 2);
        Assert.Equal(one, two);
        Assert.Equal(1, alone);
        Assert.Equal(IsNarrow(name) ? 1 : 2, parts); // of the backward pass, which comes last
        Assert.Null(Closeness.Difference(ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data), result));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predictions_of_threads_that_share_the_units_are_the_same_bits(string name)
    {
        Probe probe = All.Single(p => p.Declaration.Name == name);
        float[] alone = Predict(1);
        Assert.Equal(alone, Predict(2));
        Assert.Equal(alone, Predict(3)); // a third thread finds a share in the widest ones only

        float[] Predict(int threads)
        {
            using var _ = new WithThreads(threads);
            IRecurrentModel model = probe.Create(models.Compiled);
            ModelWorkspace workspace = model.CreateWorkspace(training: false);
            workspace.MinSharedWork = 0;
            workspace.Begin(1, Steps);
            workspace.SetFeatures(Numbers.ToSingle(probe.Data.Values!));
            model.Forward(workspace);
            Assert.InRange(workspace.StepParts, Math.Min(threads, 2), threads);
            var outputs = new float[2];
            workspace.Heads[0].CopyOutputs(outputs);
            return outputs;
        }
    }

    [Theory]
    [MemberData(nameof(WideNames))]
    public void Several_rows_of_a_wide_layer_give_the_same_bits(string name)
    {
        Probe probe = All.Single(p => p.Declaration.Name == name);
        ReferenceData rows = RandomData.Batch(probe.Declaration, 7, 3, Steps, [2, 5, 4], initialStates: true, stateGradients: true);
        probe = probe with { Data = rows };
        (float[] byRows, int alone, ModelResult result) = Run(probe, 2);
        (float[] byUnits, int parts, _) = Run(probe, 2, minWideStep: 1);
        Assert.Equal(byRows, byUnits);
        Assert.Equal(1, alone);
        Assert.Equal(2, parts);
        Assert.Null(Closeness.Difference(ReferenceRun.Compute(probe.Declaration, probe.Parameters, rows), result));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_gives_the_same_bits(string name)
    {
        Probe probe = All.Single(p => p.Declaration.Name == name);
        float[] alone = Stream(probe, 1, 0);
        Assert.Equal(alone, Stream(probe, 2, 0));
        Assert.Equal(alone, Stream(probe, 2, 600_000)); // shared from the second step on, if the steps follow each other closely
    }

    private (float[] Bits, int Parts, ModelResult Result) Run(Probe probe, int threads, long? minWideStep = null)
    {
        using var _ = new WithThreads(threads);
        var runner = new ModelRunner(probe.Create(models.Compiled));
        if (minWideStep is { } weights)
            runner.Workspace.MinWideStep = weights;
        ModelResult result = runner.Run(probe.Data);
        float[] bits = [
            .. runner.GradientBlock, .. Numbers.ToSingle(result.Outputs["head"]), .. result.FinalStates.Values.SelectMany(Numbers.ToSingle),
            .. result.InitialStateGradients.Values.SelectMany(Numbers.ToSingle), .. Numbers.ToSingle(result.InputGradient!),
        ];
        return (bits, runner.Workspace.StepParts, result);
    }

    private static bool IsNarrow(string name) => name.StartsWith("Narrow", StringComparison.Ordinal);

    private float[] Stream(Probe probe, int threads, long minSharedWork)
    {
        using var _ = new WithThreads(threads);
        IRecurrentModel model = probe.Create(models.Compiled);
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        workspace.MinSharedWork = minSharedWork;
        workspace.BeginStream(1);
        var outputs = new float[Steps * 2];
        for (int t = 0; t < Steps; t++)
        {
            workspace.SetFeatures(Numbers.ToSingle(probe.Data.Values!.AsSpan(t * 3, 3).ToArray()));
            model.Forward(workspace);
            workspace.Continues = true;
            workspace.Heads[0].CopyOutputs(outputs.AsSpan(t * 2, 2));
        }

        if (minSharedWork == 0)
            Assert.Equal(threads, workspace.StepParts);
        return outputs;
    }

    private static Probe Of(string name, RecurrentLayer layer) => Probe.Of(Probe.Features(name, 3, layer, new RegressionHead(2)), 1, Steps);

    /// <summary>The models, compiled once.</summary>
    public sealed class Models : IDisposable
    {
        internal CompiledModels Compiled { get; } = ModelCompiler.Compile([.. All.Select(probe => probe.Source)]);

        /// <inheritdoc/>
        public void Dispose() => Compiled.Dispose();
    }
}
