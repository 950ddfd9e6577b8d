using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Training that weights must not change, or change as replicas do.</summary>
internal static class WeightedFit
{
    internal static void AssertAlike(Func<IRecurrentModel> create, SequenceSet expected, SequenceSet weighted, FitOptions options)
    {
        IRecurrentModel one = create(), other = create();
        History first = Fit(one, expected, options), second = Fit(other, weighted, options);
        Weights.AssertClose(Weights.Copy(one), Weights.Copy(other), 2e-6f);
        Assert.All(first.Epochs.Zip(second.Epochs), pair => Assert.Equal(pair.First.TrainLoss, pair.Second.TrainLoss, 1e-5));
        Assert.Equal(one.Evaluate(expected).Loss, one.Evaluate(weighted).Loss, 1e-5);
        Assert.Equal(one.Evaluate(expected, batchSize: 2).Loss, one.Evaluate(weighted, batchSize: 2).Loss, 1e-5);
    }

    internal static History Fit(IRecurrentModel model, SequenceSet set, FitOptions options) =>
        model is EncoderDecoder pair ? pair.Fit(set, options) : model.Fit(set, options);
}
