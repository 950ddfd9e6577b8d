using LstmGen.CompilerServices;
using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Weights of sequences and of steps in the loss.</summary>
public class WeightTests
{
    private const int Ignored = -100;

    public static TheoryData<string> Cases() => AccumulationTests.Cases();

    public static TheoryData<string> StepCases() => ["step values", "tags", "weighted tags", "tokens", "outputs", "strided tags", "pair"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sequence_counts_as_often_as_its_weight_says(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        float[] weights = [2, 0, 1, 3, 1];
        int[] replicated = [.. Enumerable.Range(0, set.Count).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        FitOptions options = (more ?? new()) with { Epochs = 2, BatchSize = 99, Shuffle = false, Optimizer = new Sgd(0.5f) };
        AssertAlike(create, set.Subset(replicated), set.WithWeights(weights[..set.Count]), options);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_of_1_change_no_bit(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        FitOptions options = (more ?? new()) with { Epochs = 2, BatchSize = 2, AccumulateBatches = 2 };
        IRecurrentModel plain = create(), weighted = create();
        History expected = Fit(plain, set, options);
        float[] ones = [.. Enumerable.Repeat(1f, set.Count)];
        History actual = Fit(weighted, set.WithWeights(ones), options);
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
        Fit(together, set, options with { BatchSize = 99 });
        Assert.Equal(2, Fit(apart, set, options with { BatchSize = 2, AccumulateBatches = 99 }).Updates);
        Fit(sharded, set, options with { BatchSize = 99, Shards = 3 });
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(apart), 2e-6f);
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(sharded), 2e-6f);
    }

    [Theory]
    [MemberData(nameof(StepCases))]
    public void The_gradient_is_that_of_the_weighted_mean_over_steps(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
        SequenceSet weighted = WithSteps(set, name, out float[][] weights);
        IRecurrentModel model = create();
        ModelWorkspace workspace = Workspace(model, more);

        // One step after another alone: the loss of that step.
        double sum = 0, total = 0;
        for (int i = 0; i < set.Count; i++)
        {
            for (int t = 0; t < weights[i].Length; t++)
            {
                float[][] one = [.. weights.Select(row => new float[row.Length])];
                one[i][t] = 1;
                (double loss, double count) = Loss(model, workspace, WithSteps(set, name, one));
                sum += weights[i][t] * loss * count;
                total += weights[i][t] * count;
            }
        }

        Assert.Equal(sum / total, Loss(model, workspace, weighted).Loss, 1e-6);
        AssertGradient(model, workspace, weighted);
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("tokens")]
    public void A_step_of_weight_0_is_a_step_without_a_target(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, _) = AccumulationTests.Case(name);
        float[] weights = [.. Sets.Classes((int)set.TotalSteps, 2, 8).Select(value => (float)value)];
        int[] tags = [.. Enumerable.Range(0, set.Count).SelectMany(i => set.Targets().Classes(i).ToArray())];
        SequenceSet open = (set.HasTokens ? SequenceSet.FromTokens([.. Enumerable.Range(0, set.Count).Select(i => set.Tokens(i).ToArray())])
            : SequenceSet.FromFeatures([.. Enumerable.Range(0, set.Count).Select(i => set.Features(i).ToArray())], set.FeatureCount))
            .WithStepClasses([.. tags.Select((tag, at) => weights[at] == 0 ? Ignored : tag)]);
        IRecurrentModel masked = create(), expected = create();
        var options = new FitOptions { Epochs = 2, BatchSize = 2 };
        masked.Fit(set.WithStepWeights(weights), options);
        expected.Fit(open, options);
        Weights.AssertSameBits(expected, masked);
    }

    [Fact]
    public void Steps_of_weight_0_at_the_end_are_a_shorter_sequence()
    {
        SequenceSet set = Sets.StepValues(6, 3, 9);
        float[][] weights = [.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, set.Length(i)).Select(t => t < 2 + i % 2 ? 1f : 0).ToArray())];
        float[][] inputs = [.. Enumerable.Range(0, 6).Select(i => set.Features(i)[..(2 * (2 + i % 2))].ToArray())];
        float[] targets = [.. Enumerable.Range(0, 6).SelectMany(i => set.Targets().Values(i)[..(2 + i % 2)].ToArray())];
        AssertAlike(
            () => new StepRegression(1), SequenceSet.FromFeatures(inputs, 2).WithStepValues(targets), set.WithStepWeights(weights),
            new() { Epochs = 2, BatchSize = 6, Shuffle = false, Optimizer = new Sgd(0.5f) });
    }

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
            History history = Fit(model, set, (more ?? new()) with { Epochs = 1, BatchSize = 2, Optimizer = new Sgd(1f), Shards = shards, AccumulateBatches = 1 + shards });
            Weights.AssertSameBits(before, Weights.Copy(model));
            Assert.Equal(0, history.Epochs[0].TrainLoss);
        }
    }

    [Fact]
    public void A_sequence_of_weight_0_may_be_too_short_for_its_labels()
    {
        SequenceSet set = SequenceSet.FromFeatures([Sets.Values(18, 1), Sets.Values(3, 2), Sets.Values(24, 3)], 3).WithLabels([[1, 2], [3, 3, 1], [2]]);
        FitOptions options = new() { Epochs = 2, Shuffle = false, Optimizer = new Sgd(0.5f) };
        Assert.Contains("sequence 1", Assert.Throws<ArgumentException>(() => new CtcModel(1).Fit(set, options)).Message, StringComparison.Ordinal);
        AssertAlike(() => new CtcModel(1), set.Subset([0, 2]), set.WithWeights([1, 0, 1]), options);
    }

    [Fact]
    public void Losses_of_pieces_are_weighted_and_metrics_are_not()
    {
        SequenceSet set = Sets.StepValues(7, 2, 31);
        float[] steps = [.. Sets.Classes((int)set.TotalSteps, 3, 8).Select(value => (float)value)];
        SequenceSet weighted = set.WithStepWeights(steps);
        var model = new StepRegression(1);
        Evaluation whole = model.Evaluate(weighted, [new Mae()]), pieces = model.Evaluate(weighted, [new Mae()], truncatedSteps: 4), plain = model.Evaluate(set, [new Mae()]);
        Assert.Equal(whole.Loss, pieces.Loss, 1e-6);
        Assert.NotEqual(plain.Loss, whole.Loss, 1e-4);
        Assert.Equal(plain.Metrics["mae"], whole.Metrics["mae"]);
        FitOptions options = new() { Epochs = 2, Shuffle = false, Optimizer = new Sgd(0.5f), TruncatedSteps = 4, AccumulateBatches = 999 };
        var together = new StepRegression(1);
        var apart = new StepRegression(1);
        together.Fit(weighted, options with { BatchSize = 7 });
        apart.Fit(weighted, options with { BatchSize = 2 });
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(apart), 2e-6f);
    }

    [Fact]
    public void A_workspace_takes_weights_batch_first()
    {
        SequenceSet set = Sets.StepValues(3, 2, 5);
        SequenceSet weighted = WithSteps(set, "step values", out float[][] weights);
        IRecurrentModel model = AccumulationTests.Case("step values").Create();
        ModelWorkspace workspace = Workspace(model, null);
        double expected = Loss(model, workspace, weighted).Loss;
        float[] padded = [.. weights.SelectMany(row => row.Concat(Enumerable.Repeat(float.NaN, set.MaxLength - row.Length)))];
        workspace.Load(set, [0, 1, 2]);
        workspace.Heads[0].SetLossWeights(padded);
        model.Forward(workspace);
        Assert.Equal(expected, model.Loss(workspace));
        workspace.Heads[0].SetLossWeights([]);
        Assert.Equal(Loss(model, workspace, set).Loss, model.Loss(workspace));
        Assert.Contains("takes 3, one for each sequence, or", Assert.Throws<ArgumentException>(() => workspace.Heads[0].SetLossWeights(new float[4])).Message, StringComparison.Ordinal);
        Assert.Contains("weights[1] is -1", Assert.Throws<ArgumentException>(() => workspace.Heads[0].SetLossWeights([1, -1, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        SequenceSet set = Sets.Tokens(220, 12, 30, 60);
        set = set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 12, 3)).WithStepWeights([.. Sets.Values((int)set.TotalSteps, 4).Select(MathF.Abs)]);
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
        set = set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 12, 3)).WithWeights([.. Enumerable.Repeat(0.5f, 20)]).WithStepWeights(steps);
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
        SequenceSet set = Sets.Features(3, 3, 4, 4), tags = Sets.Tokens(3, 12, 4, 4).WithStepClasses(new int[12]), labels = set.WithLabels([[1], [2], [3]]);
        Check("Head 'head', sequence 0: 2 weights of steps for 4 targets", () => set.WithStepClasses(new int[12]).WithStepWeights([[1, 1], [1, 1], [1, 1]], "head", stepsPerTarget: 2));
        Check("(CRF)", () => new CrfTagger(1).Fit(tags.WithStepWeights(new float[12]), new()));
        Check("Leave single steps open by the target -100", () => new CrfTagger(1).Evaluate(tags.WithStepWeights(new float[12], "head")));
        Check("Weigh whole sequences by WithWeights", () => labels.WithStepWeights(new float[12], "head"));
        Check("targets of head 'head' are Labels", () => new CtcModel(1).Fit(labels.WithStepWeights(new float[12]), new()));
        Check("Say by the argument head", () => new TinyRegression(1).Fit(set.WithValues(new float[6], 2).WithStepWeights(new float[12]), new()));
    }

    private static void Check(string words, Action act) => Assert.Contains(words, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);

    private static void AssertAlike(Func<IRecurrentModel> create, SequenceSet expected, SequenceSet weighted, FitOptions options)
    {
        IRecurrentModel one = create(), other = create();
        History first = Fit(one, expected, options), second = Fit(other, weighted, options);
        Weights.AssertClose(Weights.Copy(one), Weights.Copy(other), 2e-6f);
        Assert.All(first.Epochs.Zip(second.Epochs), pair => Assert.Equal(pair.First.TrainLoss, pair.Second.TrainLoss, 1e-5));
        Assert.Equal(one.Evaluate(expected).Loss, one.Evaluate(weighted).Loss, 1e-5);
        Assert.Equal(one.Evaluate(expected, batchSize: 2).Loss, one.Evaluate(weighted, batchSize: 2).Loss, 1e-5);
    }

    private static SequenceSet WithSteps(SequenceSet set, string name, out float[][] weights)
    {
        int per = name == "strided tags" ? 2 : 1;
        weights = [.. Enumerable.Range(0, set.Count).Select(i => Sets.Values(set.Length(i) / per, 20 + i).Select(value => value < -0.5f ? 0 : MathF.Abs(value)).ToArray())];
        return WithSteps(set, name, weights);
    }

    private static SequenceSet WithSteps(SequenceSet set, string name, float[][] weights) =>
        set.WithStepWeights(weights, name == "tokens" ? "head" : null, name == "strided tags" ? 2 : 1);

    private static ModelWorkspace Workspace(IRecurrentModel model, FitOptions? more)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Heads[0].SetClassWeights(more?.ClassWeights?["head"] ?? []);
        return workspace;
    }

    private static (double Loss, double Count) Loss(IRecurrentModel model, ModelWorkspace workspace, SequenceSet set)
    {
        workspace.Load(set, [.. Enumerable.Range(0, set.Count)]);
        model.Forward(workspace);
        return (model.Loss(workspace), workspace.Heads[0].Count);
    }

    // Along its own direction the loss grows by the norm of the gradient.
    private static void AssertGradient(IRecurrentModel model, ModelWorkspace workspace, SequenceSet set)
    {
        Loss(model, workspace, set);
        var block = new AlignedBuffer(model.Parameters.Count);
        model.Backward(workspace, block);
        float[] gradient = block.Span[..model.Parameters.Count].ToArray(), at = Weights.Copy(model);
        double norm = Math.Sqrt(gradient.Sum(value => (double)value * value));
        Assert.True(norm > 1e-3, $"the gradient's norm is {norm}");
        double At(double step)
        {
            model.Parameters.Set([.. at.Zip(gradient, (value, slope) => (float)(value + (step * slope / norm)))]);
            return Loss(model, workspace, set).Loss;
        }

        const double Step = 0.02;
        double measured = (At(Step) - At(-Step)) / (2 * Step);
        Assert.Equal(1, measured / norm, 5e-3);
    }

    private static History Fit(IRecurrentModel model, SequenceSet set, FitOptions options) =>
        model is EncoderDecoder pair ? pair.Fit(set, options) : model.Fit(set, options);
}
