using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Weights of steps in the loss.</summary>
public class StepWeightTests
{
    private const int Ignored = -100;

    public static TheoryData<string> StepCases() => ["step values", "tags", "weighted tags", "tokens", "outputs", "strided tags", "pair"];

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
        float[][] weights = [.. Enumerable.Range(0, 6)
            .Select(i => Enumerable.Range(0, set.Length(i)).Select(t => t < 2 + i % 2 ? 1f : 0).ToArray())];
        float[][] inputs = [.. Enumerable.Range(0, 6).Select(i => set.Features(i)[..(2 * (2 + i % 2))].ToArray())];
        float[] targets = [.. Enumerable.Range(0, 6).SelectMany(i => set.Targets().Values(i)[..(2 + i % 2)].ToArray())];
        WeightedFit.AssertAlike(
            () => new StepRegression(1), SequenceSet.FromFeatures(inputs, 2).WithStepValues(targets), set.WithStepWeights(weights),
            new() { Epochs = 2, BatchSize = 6, Shuffle = false, Optimizer = new Sgd(0.5f) });
    }

    [Fact]
    public void Losses_of_pieces_are_weighted_and_metrics_are_not()
    {
        SequenceSet set = Sets.StepValues(7, 2, 31);
        float[] steps = [.. Sets.Classes((int)set.TotalSteps, 3, 8).Select(value => (float)value)];
        SequenceSet weighted = set.WithStepWeights(steps);
        var model = new StepRegression(1);
        Evaluation whole = model.Evaluate(weighted, [new Mae()]), pieces = model.Evaluate(weighted, [new Mae()], truncatedSteps: 4),
            plain = model.Evaluate(set, [new Mae()]);
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
        Assert.Contains(
            "takes 3, one for each sequence, or",
            Assert.Throws<ArgumentException>(() => workspace.Heads[0].SetLossWeights(new float[4])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "weights[1] is -1", Assert.Throws<ArgumentException>(() => workspace.Heads[0].SetLossWeights([1, -1, 1])).Message,
            StringComparison.Ordinal);
    }

    private static SequenceSet WithSteps(SequenceSet set, string name, out float[][] weights)
    {
        int per = name == "strided tags" ? 2 : 1;
        weights = [.. Enumerable.Range(0, set.Count)
            .Select(i => Sets.Values(set.Length(i) / per, 20 + i).Select(value => value < -0.5f ? 0 : MathF.Abs(value)).ToArray())];
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
}
