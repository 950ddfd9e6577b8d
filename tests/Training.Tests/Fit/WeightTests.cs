using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Weights of sequences, steps and heads together.</summary>
public class WeightTests
{
    [Fact]
    public void Weights_of_sequences_steps_and_heads_are_multiplied()
    {
        SequenceSet set = Sets.StepValues(6, 3, 9);
        float[] sequences = [1, 0.5f, 0, 2, 4, 1], steps = [.. Sets.Classes((int)set.TotalSteps, 3, 8).Select(value => (float)value)];
        float[] products = [.. steps], own = [.. steps];
        for (int i = 0, at = 0; i < 6; i++)
        {
            for (int t = 0; t < set.Length(i); t++, at++)
                (products[at], own[at]) = (sequences[i] * steps[at] * steps[at], steps[at]);
        }

        SequenceSet apart = set.WithWeights(sequences).WithStepWeights(steps).WithStepWeights(own, "head");
        IRecurrentModel expected = new StepRegression(1), actual = new StepRegression(1);
        var options = new FitOptions { Epochs = 2, BatchSize = 3 };
        expected.Fit(set.WithStepWeights(products), options);
        actual.Fit(apart, options);
        Weights.AssertSameBits(expected, actual);
        Assert.Equal(products[set.Length(0)], apart.Weight(1));
        Assert.Equal(products[1], apart.Weight(0, 1));
        Assert.Equal(sequences[1] * steps[set.Length(0)], apart.Weight(1, head: "another"));
    }

    [Fact]
    public void Each_head_can_have_weights_of_its_own()
    {
        SequenceSet set = Sets.Features(5, 3, 2, 9).WithClasses([0, 1, 2, 0, 1], "kind").WithValues(Sets.Values(5, 6), 1, "amount");
        SequenceSet only(string head, SequenceSet of) => of.WithWeights(new float[of.Count], head == "kind" ? "amount" : "kind");
        IRecurrentModel model = new TwoHeads(1);
        SequenceSet missing = set.WithWeights([1, 0, 1, 0, 1], "amount");
        double kinds = model.Evaluate(only("kind", set)).Loss, amounts = model.Evaluate(only("amount", set.Subset([0, 2, 4]))).Loss;
        Assert.True(kinds > 0 && amounts > 0);
        Assert.Equal(kinds + amounts, model.Evaluate(missing).Loss, 1e-6);
        Assert.NotEqual(model.Evaluate(set).Loss, model.Evaluate(missing).Loss, 1e-3);
        Assert.Equal(model.Evaluate(missing).Loss, model.Evaluate(missing, batchSize: 2).Loss, 1e-6);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        SequenceSet set = Sets.Tokens(220, 12, 30, 60);
        set =
            set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 12, 3))
                .WithStepWeights([.. Sets.Values((int)set.TotalSteps, 4).Select(MathF.Abs)]);
        Weights.AssertSameBits(Train(1), Train(2));

        float[] Train(int threads) => DeterminismTests.OnThreads(threads, () =>
        {
            var model = new TokenModel(1);
            model.Fit(set, new FitOptions { Epochs = 1, BatchSize = 220 });
            return Weights.Copy(model);
        });
    }

    [Fact]
    public void A_warm_batch_with_weights_allocates_nothing()
    {
        SequenceSet set = Sets.Tokens(20, 12, 5, 9);
        float[] steps = [.. Sets.Classes((int)set.TotalSteps, 3, 4).Select(value => (float)value)];
        set =
            set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 12, 3)).WithWeights([.. Enumerable.Repeat(0.5f, 20)])
                .WithStepWeights(steps);
        long last = 0, allocated = 0;
        int batches = 0;
        new TokenModel(1).Fit(set, new FitOptions
        {
            Epochs = 6, BatchSize = 4, AccumulateBatches = 2,
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        if (context is { Epoch: > 3, Batch: > 1 })
                            (allocated, batches) = (allocated + GC.GetAllocatedBytesForCurrentThread() - last, batches + 1);
                        last = GC.GetAllocatedBytesForCurrentThread();
                    },
                },
            ],
        });
        Assert.Equal(12, batches);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void What_cannot_be_weighed_is_named_with_the_fix()
    {
        SequenceSet set = Sets.Features(3, 3, 4, 4), tags = Sets.Tokens(3, 12, 4, 4).WithStepClasses(new int[12]),
            labels = set.WithLabels([[1], [2], [3]]);
        Check(
            "Head 'head', sequence 0: 2 weights of steps for 4 targets",
            () => set.WithStepClasses(new int[12]).WithStepWeights([[1, 1], [1, 1], [1, 1]], "head", stepsPerTarget: 2));
        Check("(CRF)", () => new CrfTagger(1).Fit(tags.WithStepWeights(new float[12]), new()));
        Check("Leave single steps open by the target -100", () => new CrfTagger(1).Evaluate(tags.WithStepWeights(new float[12], "head")));
        Check("Weigh whole sequences by WithWeights", () => labels.WithStepWeights(new float[12], "head"));
        Check("targets of head 'head' are Labels", () => new CtcModel(1).Fit(labels.WithStepWeights(new float[12]), new()));
        Check(
            "Say by the argument head",
            () => new TinyRegression(1).Fit(set.WithValues(new float[6], 2).WithStepWeights(new float[12]), new()));
    }

    private static void Check(string words, Action act) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
