using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Weights of sequences in the loss.</summary>
public class SequenceWeightTests
{
    public static TheoryData<string> Cases() => AccumulationTests.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sequence_counts_as_often_as_its_weight_says(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        float[] weights = [2, 0, 1, 3, 1];
        int[] replicated = [.. Enumerable.Range(0, set.Count).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        FitOptions options = (more ?? new()) with { Epochs = 2, BatchSize = 99, Shuffle = false, Optimizer = new Sgd(0.5f) };
        WeightedFit.AssertAlike(create, set.Subset(replicated), set.WithWeights(weights[..set.Count]), options);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_of_1_change_no_bit(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        FitOptions options = (more ?? new()) with { Epochs = 2, BatchSize = 2, AccumulateBatches = 2 };
        IRecurrentModel plain = create(), weighted = create();
        History expected = WeightedFit.Fit(plain, set, options);
        float[] ones = [.. Enumerable.Repeat(1f, set.Count)];
        History actual = WeightedFit.Fit(weighted, set.WithWeights(ones), options);
        Weights.AssertSameBits(plain, weighted);
        Assert.Equal(expected.Epochs.Select(epoch => epoch.TrainLoss), actual.Epochs.Select(epoch => epoch.TrainLoss));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Batches_of_one_update_weigh_by_their_weights(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        set = set.WithWeights([.. new float[] { 2, 0, 0.5f, 3, 1.25f }.Take(set.Count)]);
        FitOptions options = (more ?? new()) with { Epochs = 2, Shuffle = false, Optimizer = new Sgd(0.5f) };
        IRecurrentModel together = create(), apart = create(), sharded = create();
        WeightedFit.Fit(together, set, options with { BatchSize = 99 });
        Assert.Equal(2, WeightedFit.Fit(apart, set, options with { BatchSize = 2, AccumulateBatches = 99 }).Updates);
        WeightedFit.Fit(sharded, set, options with { BatchSize = 99, Shards = 3 });
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(apart), 2e-6f);
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(sharded), 2e-6f);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_batch_of_weights_0_changes_nothing(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        set = set.WithWeights(new float[set.Count]);
        foreach (int shards in new[] { 0, 2 })
        {
            IRecurrentModel model = create();
            float[] before = Weights.Copy(model);
            History history =
                WeightedFit.Fit(
                    model, set,
                    (more ?? new()) with { Epochs = 1, BatchSize = 2, Optimizer = new Sgd(1f), Shards = shards,
                        AccumulateBatches = 1 + shards });
            Weights.AssertSameBits(before, Weights.Copy(model));
            Assert.Equal(0, history.Epochs[0].TrainLoss);
        }
    }

    [Fact]
    public void A_sequence_of_weight_0_may_be_too_short_for_its_labels()
    {
        SequenceSet set =
            SequenceSet.FromFeatures([Sets.Values(18, 1), Sets.Values(3, 2), Sets.Values(24, 3)], 3).WithLabels([[1, 2], [3, 3, 1], [2]]);
        FitOptions options = new() { Epochs = 2, Shuffle = false, Optimizer = new Sgd(0.5f) };
        Assert.Contains(
            "sequence 1", Assert.Throws<ArgumentException>(() => new CtcModel(1).Fit(set, options)).Message, StringComparison.Ordinal);
        WeightedFit.AssertAlike(() => new CtcModel(1), set.Subset([0, 2]), set.WithWeights([1, 0, 1]), options);
    }
}
