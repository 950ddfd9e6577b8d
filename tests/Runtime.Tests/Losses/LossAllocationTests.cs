using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>Warm calls allocate nothing.</summary>
public class LossAllocationTests
{
    private readonly float[] _x = new Random(1).Normal(20 * 16);
    private readonly float[] _gradient = new float[20 * 16];
    private readonly float[] _targets = new float[20 * 11];
    private readonly int[] _classes = new Random(2).Integers(20, 11);
    private readonly float[] _weights = new Random(3).Positive(11);
    private readonly double[] _perRow = new double[20];
    private readonly SequenceLayout _layout = new(20, 11, 16, 16);

    [Fact]
    public void Row_losses() => Assert.Equal(0, Numeric.AllocatedWhenWarm(() =>
    {
        MeanSquared.Compute(_x, 16, _targets, 11, 1f, _perRow, _gradient);
        MeanAbsolute.Compute(_x, 16, _targets, 11, 1f, _perRow, _gradient);
        Huber.Compute(_x, 16, _targets, 11, 1f, 1f, _perRow, _gradient);
        Quantile.Compute(_x, 16, _targets, 11, 0.5f, 1f, _perRow, _gradient);
        SigmoidCrossEntropy.Compute(_x, 16, _targets, 11, _weights, 1f, _perRow, _gradient);
        SoftmaxCrossEntropy.Compute(_x, 16, 11, _classes, _weights, 0.1f, -100, 1f, _perRow, _gradient);
        SoftmaxCrossEntropy.Normalizer(_classes, _weights, -100, 11);
        Softmax.Rows(_x, 16, 11, 20, _gradient, 16);
    }));

    [Fact]
    public void Ctc_and_its_decoders()
    {
        var scratch = new CtcScratch();
        var decoder = new CtcBeamDecoder(11, 8);
        var fused = new CtcBeamDecoder(11, 8, fusion: new CtcFusion(LabelNGram.Build([[1, 2, 10]], 11)));
        var aligner = new CtcAligner();
        int[] target = [1, 1, 2, 10], labels = new int[20];
        Assert.Equal(0, Numeric.AllocatedWhenWarm(() =>
        {
            ConnectionistTemporal.Compute(_x, _layout, 20, target, 0, true, 1f, _gradient, scratch);
            ConnectionistTemporal.Compute(_x, _layout, 15, target.AsSpan(0, 2), 0, true, 1f, _gradient, scratch);
            CtcGreedyDecoder.Decode(_x, _layout, 20, 0, labels);
            decoder.Decode(_x, _layout, 20, labels);
            fused.Decode(_x, _layout, 20, labels);
            aligner.Align(_x, _layout, 20, target, 0, labels);
        }));
    }

    [Fact]
    public void Crf()
    {
        var scratch = new CrfScratch();
        float[] transitions = new Random(4).Normal(121), dT = new float[121], dS = new float[11], dE = new float[11];
        var path = new int[20];
        Assert.Equal(0, Numeric.AllocatedWhenWarm(() =>
        {
            CrfWeights crf = new(transitions, _weights, _weights);
            LinearChainCrf.Compute(_x, _layout, 20, _classes, crf, 1f, _gradient, new CrfGradients(dT, dS, dE), scratch);
            LinearChainCrf.Marginals(_x, _layout, 20, crf, _gradient, scratch);
            LinearChainCrf.Decode(_x, _layout, 20, crf, path, scratch);
        }));
    }
}
