using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Models learn what they can learn.</summary>
public class LearningTests
{
    [Fact]
    public void A_sine_is_learnt_to_7e_5_with_the_state_carried_from_epoch_to_epoch()
    {
        SequenceSet windows = Sets.Sine();
        var model = new SineModel(1);
        History history = model.Fit(windows, new FitOptions
        {
            Epochs = 150,
            BatchSize = windows.Count,
            Shuffle = false,
            CarryState = true,
            Optimizer = new Adam(0.01f),
        });
        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.True(history.Epochs.Min(epoch => epoch.TrainLoss) < 7e-5, $"best {history.Epochs.Min(epoch => epoch.TrainLoss)}");
    }

    [Fact]
    public void Values_per_sequence_are_learnt_by_heart()
    {
        SequenceSet set = Sets.Regression(12, 2, 6);
        var model = new TinyRegression(1);
        Assert.True(Last(model.Fit(set, Options(400) with { BucketBatches = 50 })) < 1e-3);
        float[][] predicted = model.Predict(set);
        for (int i = 0; i < set.Count; i++)
        {
            for (int output = 0; output < 2; output++)
                Assert.Equal(set.Targets().Values(i)[output], predicted[i][output], 0.15f);
        }
    }

    [Fact]
    public void Classes_per_sequence_are_learnt_by_heart()
    {
        SequenceSet set = Sets.Classification(12, 4, 8);
        var model = new FrozenEmbedding(1);
        Assert.True(Last(model.Fit(set, Options(300))) < 0.02);
        Evaluation evaluation = model.Evaluate(set, [new Accuracy(3)]);
        Assert.Equal(1, evaluation.Metrics["accuracy"]);
        Assert.All(model.Predict(set), p => Assert.Equal(1f, p.Sum(), 1e-5f));
    }

    [Fact]
    public void Classes_per_step_are_learnt_by_heart()
    {
        SequenceSet set = Sets.Features(6, 3, 2, 6);
        set = set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 4, 9));
        Assert.True(Last(new StepClassifier(1).Fit(set, Options(300))) < 0.05);
    }

    [Fact]
    public void Values_per_step_are_learnt_by_heart()
    {
        SequenceSet set = Sets.StepValues(4, 2, 4);
        Assert.True(Last(new StepRegression(1).Fit(set, Options(600))) < 0.01);
    }

    [Fact]
    public void A_layers_output_is_trained_towards_its_targets()
    {
        SequenceSet set = Sets.Features(4, 2, 2, 4);
        float[] targets = [.. Sets.Values((int)set.TotalSteps * 4, 9).Select(value => 0.8f * MathF.Tanh(value))];
        History history = new OutputModel(1).Fit(set.WithStepValues(targets, 4), Options(400));
        Assert.True(Last(history) < 0.1 * history.Epochs[0].TrainLoss);
    }

    [Fact]
    public void Two_heads_are_learnt_together()
    {
        SequenceSet set = Sets.Features(10, 3, 2, 6)
            .WithClasses(Sets.Classes(10, 3, 5), "kind").WithValues(Sets.Values(10, 6), 1, "amount");
        Assert.True(Last(new TwoHeads(1).Fit(set, Options(300))) < 0.02);
    }

    private static FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 4, Optimizer = new Adam(0.02f), Seed = 3 };

    private static double Last(History history) => history.Epochs[^1].TrainLoss;
}
