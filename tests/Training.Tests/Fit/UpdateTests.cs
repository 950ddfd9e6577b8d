using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>What one update is: gradient, accumulation, clipping, schedule, frozen parts.</summary>
public class UpdateTests
{
    [Fact]
    public void One_batch_is_one_plain_step_down_the_gradient()
    {
        SequenceSet set = Sets.Regression(5, 2, 4);
        var model = new TinyRegression(1);
        float[] expected = Weights.Copy(model), gradient = Gradient(model, set);
        for (int i = 0; i < expected.Length; i++)
            expected[i] -= 0.1f * gradient[i];
        model.Fit(set, new FitOptions { Epochs = 1, BatchSize = 5, Optimizer = new Sgd(0.1f), Shuffle = false });
        Weights.AssertClose(expected, Weights.Copy(model), 1e-7f);
    }

    [Fact]
    public void Accumulating_four_batches_equals_one_four_times_as_large()
    {
        SequenceSet set = Sets.Regression(16);
        var apart = new TinyRegression(1);
        var together = new TinyRegression(1);
        apart.Fit(set, new FitOptions
        {
            Epochs = 5, BatchSize = 4, AccumulateBatches = 4, Optimizer = new Sgd(0.1f), Shuffle = false, ClipNorm = 0.5f
        });
        together.Fit(set, new FitOptions { Epochs = 5, BatchSize = 16, Optimizer = new Sgd(0.1f), Shuffle = false, ClipNorm = 0.5f });
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(apart), 2e-6f);
    }

    [Fact]
    public void The_rest_of_an_epoch_makes_an_update_of_its_own()
    {
        History history = new TinyRegression(1).Fit(Sets.Regression(10), new FitOptions
        {
            Epochs = 3, BatchSize = 2, AccumulateBatches = 3
        });
        Assert.Equal(6, history.Updates);
    }

    [Fact]
    public void The_norm_of_the_gradient_is_clipped()
    {
        SequenceSet set = Sets.Regression(8);
        var model = new TinyRegression(1);
        float[] before = Weights.Copy(model), gradient = Gradient(model, set);
        float norm = 0;
        model.Fit(set, new FitOptions
        {
            Epochs = 1, BatchSize = 8, ClipNorm = 0.01f, Optimizer = new Sgd(1f), Shuffle = false,
            Callbacks = [new Callback { Batch = context => norm = context.GradientNorm }],
        });
        float[] after = Weights.Copy(model);
        Assert.Equal(GradientNorm.Of(gradient), norm, 1e-5f);
        Assert.Equal(0.01, Math.Sqrt(before.Zip(after, (a, b) => (double)(a - b) * (a - b)).Sum()), 1e-5);
    }

    [Fact]
    public void Each_gradient_is_clipped()
    {
        var model = new TinyRegression(1);
        float[] before = Weights.Copy(model);
        model.Fit(Sets.Regression(8), new FitOptions { Epochs = 1, BatchSize = 8, ClipValue = 1e-3f, Optimizer = new Sgd(1f) });
        Assert.Equal(1e-3f, before.Zip(Weights.Copy(model), (a, b) => MathF.Abs(a - b)).Max(), 1e-6f);
    }

    [Fact]
    public void A_schedule_by_epochs_sets_the_rate_of_each_epoch()
    {
        var optimizer = new Adam(0.1f);
        History history = new TinyRegression(1).Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 4, BatchSize = 2, Optimizer = optimizer, Schedule = new ExponentialDecay(0.5),
        });
        Assert.Equal([0.1f, 0.05f, 0.025f, 0.0125f], history.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal(0.1f, optimizer.LearningRate);
    }

    [Fact]
    public void A_schedule_by_steps_sets_the_rate_of_each_update()
    {
        var rates = new List<double>();
        new TinyRegression(1).Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 2, BatchSize = 2, Optimizer = new Adam(0.1f), Schedule = new LinearWarmup(4, new ConstantRate(ScheduleUnit.Step)),
            Callbacks = [new Callback { Batch = context => rates.Add(context.LearningRate) }],
        });
        Assert.Equal([0, 0.025, 0.05, 0.075, 0.1, 0.1], rates, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    public void A_plateau_of_the_validation_lowers_the_rate()
    {
        History history = new TinyRegression(1).Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 6, BatchSize = 6, Optimizer = new Sgd(1e-9f), Validation = Sets.Regression(4, seed: 5),
            Schedule = new ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.5),
        });
        // 1e-9 is below the smallest reduction that torch makes, so the rate stays; the rule is asked all the same.
        Assert.All(history.Epochs, epoch => Assert.Equal(1e-9f, epoch.LearningRate));
        history = new TinyRegression(1).Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 6, BatchSize = 6, Optimizer = new Sgd(1e-3f), Validation = Sets.Regression(4, seed: 5),
            Schedule = new ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.5),
        });
        Assert.Equal([1e-3f, 1e-3f, 1e-3f, 5e-4f, 5e-4f, 2.5e-4f], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Frozen_parameters_keep_their_values()
    {
        SequenceSet set = Sets.Classification(8);
        var model = new FrozenEmbedding(1);
        float[] table = model.Parameters.Read("embedding.weight").ToArray(), bias = model.Parameters.Read("head.bias").ToArray();
        float[] head = model.Parameters.Read("head.weight").ToArray();
        model.Fit(set, new FitOptions { Epochs = 3, BatchSize = 4, Optimizer = new AdamW(0.05f), Frozen = ["head.bias"] });
        Weights.AssertSameBits(table, model.Parameters.Read("embedding.weight").ToArray());
        Weights.AssertSameBits(bias, model.Parameters.Read("head.bias").ToArray());
        Assert.NotEqual(head, model.Parameters.Read("head.weight").ToArray());
        Assert.Throws<ArgumentException>(() => model.Fit(set, new FitOptions { Frozen = ["no.such"] }));
    }

    [Fact]
    public void A_head_counts_with_its_weight_in_the_loss()
    {
        SequenceSet set = Sets.Features(6, 3, 2, 4).WithClasses(Sets.Classes(6, 3, 5), "kind").WithValues(Sets.Values(6, 6), 1, "amount");
        var model = new TwoHeads(1);
        var workspace = model.CreateWorkspace(training: true);
        workspace.Load(set, [0, 1, 2, 3, 4, 5]);
        model.Forward(workspace);
        double loss = model.Loss(workspace);
        Assert.Equal(workspace.Kind.Loss + 0.25 * workspace.Amount.Loss, loss, 1e-12);
        Assert.Equal(loss, model.Evaluate(set).Loss, 1e-6);
    }

    private static float[] Gradient(TinyRegression model, SequenceSet set)
    {
        var workspace = model.CreateWorkspace(training: true);
        workspace.Load(set, [.. Enumerable.Range(0, set.Count)]);
        model.Forward(workspace);
        model.Loss(workspace);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        model.Backward(workspace, gradients);
        return gradients.Span[..model.Parameters.Count].ToArray();
    }
}
