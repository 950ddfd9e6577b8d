using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>Warm calls allocate nothing.</summary>
public class LossAllocationTests
{
    private readonly float[] x = new Random(1).Normal(20 * 16);
    private readonly float[] gradient = new float[20 * 16];
    private readonly float[] targets = new float[20 * 11];
    private readonly int[] classes = new Random(2).Integers(20, 11);
    private readonly float[] weights = new Random(3).Positive(11);
    private readonly double[] perRow = new double[20];
    private readonly SequenceLayout layout = new(20, 11, 16, 16);

    [Fact]
    public void Row_losses() => Assert.Equal(0, Numeric.AllocatedWhenWarm(() =>
    {
        MeanSquared.Compute(x, 16, targets, 11, 1f, perRow, gradient);
        MeanAbsolute.Compute(x, 16, targets, 11, 1f, perRow, gradient);
        Huber.Compute(x, 16, targets, 11, 1f, 1f, perRow, gradient);
        Quantile.Compute(x, 16, targets, 11, 0.5f, 1f, perRow, gradient);
        SigmoidCrossEntropy.Compute(x, 16, targets, 11, weights, 1f, perRow, gradient);
        SoftmaxCrossEntropy.Compute(x, 16, 11, classes, weights, 0.1f, -100, 1f, perRow, gradient);
        SoftmaxCrossEntropy.Normalizer(classes, weights, -100, 11);
        Softmax.Rows(x, 16, 11, 20, gradient, 16);
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
            ConnectionistTemporal.Compute(x, layout, 20, target, 0, true, 1f, gradient, scratch);
            ConnectionistTemporal.Compute(x, layout, 15, target.AsSpan(0, 2), 0, true, 1f, gradient, scratch);
            CtcGreedyDecoder.Decode(x, layout, 20, 0, labels);
            decoder.Decode(x, layout, 20, labels);
            fused.Decode(x, layout, 20, labels);
            aligner.Align(x, layout, 20, target, 0, labels);
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
            CrfWeights crf = new(transitions, weights, weights);
            LinearChainCrf.Compute(x, layout, 20, classes, crf, 1f, gradient, new CrfGradients(dT, dS, dE), scratch);
            LinearChainCrf.Marginals(x, layout, 20, crf, gradient, scratch);
            LinearChainCrf.Decode(x, layout, 20, crf, path, scratch);
        }));
    }
}
