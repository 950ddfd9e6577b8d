using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Layers;

/// <summary><c>[Dropout]</c> against the reference with the masks that the emitted code draws.</summary>
public class DropoutTests
{
    private const int Batch = 5, Time = 7;
    private const float Rate = 0.4f;

    public static TheoryData<string, RecurrentLayer> Bodies => new()
    {
        { "one way", new LstmLayer(5) },
        { "side by side", new LstmLayer(5) { Bidirectional = true } },
        { "merged", new GruLayer(5) { Bidirectional = true, Merge = Merge.Sum } },
        { "side by side and residual", new RnnLayer(3) { Bidirectional = true, Residual = true } },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_value_has_one_mask_whichever_pooling_reads_it(string body, RecurrentLayer layer)
    {
        var model = new ReferenceModel("Masked", new FeaturesInput(6), [layer, new DropoutLayer(Rate)],
        [
            new RegressionHead(2) { Name = "last" }, new RegressionHead(2) { Name = "mean", Pooling = Pooling.Mean },
            new RegressionHead(2) { Name = "steps", Pooling = Pooling.EveryStep },
        ]);
        Probe probe = Probe.Of(model, Batch, Time, [3, 7, 1, 5, 7]);
        using CompiledModels models = ModelCompiler.Compile(probe.Source);
        var runner = new ModelRunner(probe.Create(models));
        runner.Workspace.Dropout = true;
        (runner.Workspace.Seed, runner.Workspace.Step) = (7, 3);
        ModelResult actual = runner.Run(probe.Data);

        probe.Data.Masks["dropout"] = Mask(layer);
        ReferenceResult expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        Assert.True(Closeness.Difference(expected, actual) is null, $"{body}: {Closeness.Difference(expected, actual)}");
    }

    // The first [Dropout] draws from stream 1; a value's position is ((row * T) + t) * stride + its stored channel.
    private static double[] Mask(RecurrentLayer layer)
    {
        var channels = layer is { Bidirectional: true, Merge: Merge.Concatenate }
            ? new Channels(2, layer.Hidden)
            : new Channels(1, layer.Hidden);
        var row = new float[channels.Width];
        var mask = new double[Batch * Time * channels.Count];
        for (int at = 0; at < Batch * Time; at++)
        {
            CounterRandom.DropoutMask(row, Rate, 7, 3, stream: 1, (long)at * row.Length);
            for (int channel = 0; channel < channels.Count; channel++)
                mask[(at * channels.Count) + channel] = row[channels.Position(channel)];
        }

        return mask;
    }
}
