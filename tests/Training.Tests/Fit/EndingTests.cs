using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>How training ends, and with which weights.</summary>
public class EndingTests
{
    [Fact]
    public void Early_stopping_gives_back_the_weights_of_the_best_epoch()
    {
        var seen = new List<float[]>();
        var model = new TinyRegression(1);
        SequenceSet dev = Sets.Regression(6, seed: 9);
        History history = model.Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 300, BatchSize = 3, Optimizer = new Adam(0.05f), Validation = dev, EarlyStopping = new(patience: 4),
            Callbacks = [new Callback { Epoch = (context, _) => seen.Add(Weights.Copy(context.Model)) }],
        });
        int best = Enumerable.Range(0, seen.Count).MinBy(i => history.Epochs[i].ValidationLoss!.Value);
        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(best + 1, history.BestEpoch);
        Assert.Equal(best + 5, history.Epochs.Count);
        Weights.AssertSameBits(seen[best], Weights.Copy(model));
        Assert.Equal(history.Epochs[best].ValidationLoss!.Value, model.Evaluate(dev, batchSize: 3).Loss);
    }

    [Fact]
    public void Early_stopping_can_watch_a_metric_that_rises_and_keep_the_last_weights()
    {
        SequenceSet set = Sets.Classification(10);
        float[] last = [];
        var model = new FrozenEmbedding(1);
        History history = model.Fit(set, new FitOptions
        {
            Epochs = 200, BatchSize = 5, Optimizer = new Adam(0.03f), Validation = set, Metrics = [new Accuracy(3), new F1(3)],
            EarlyStopping = new(patience: 6, minDelta: 0.01, metric: "accuracy", restoreBest: false),
            Callbacks = [new Callback { Epoch = (context, _) => last = Weights.Copy(context.Model) }],
        });
        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(history.Epochs.Count - 6, history.BestEpoch);
        Assert.Equal(
            history.Epochs.Max(epoch => epoch.Metrics["accuracy"]), history.Epochs[history.BestEpoch!.Value - 1].Metrics["accuracy"]);
        Assert.All(history.Epochs, epoch => Assert.Equal(2, epoch.Metrics.Count));
        Weights.AssertSameBits(last, Weights.Copy(model));
    }

    [Fact]
    public void Cancelling_leaves_the_weights_of_the_last_update()
    {
        using var source = new CancellationTokenSource();
        float[] last = [];
        var model = new TinyRegression(1);
        History history = model.Fit(Sets.Regression(12), new FitOptions
        {
            Epochs = 5, BatchSize = 2, CancellationToken = source.Token,
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        last = Weights.Copy(context.Model);
                        if (context is { Epoch: 2, Batch: 3 })
                            source.Cancel();
                    },
                },
            ],
        });
        Assert.True(history.Cancelled);
        Assert.Equal(9, history.Updates);
        Assert.Single(history.Epochs);
        Weights.AssertSameBits(last, Weights.Copy(model));
    }

    [Fact]
    public void A_callback_ends_training()
    {
        History history = new TinyRegression(1).Fit(Sets.Regression(12), new FitOptions
        {
            Epochs = 5, BatchSize = 4,
            Callbacks = [new Callback { Epoch = (context, record) => { if (record.Epoch == 2) context.StopTraining(); } }],
        });
        Assert.Equal(TrainingEnd.Callback, history.End);
        Assert.Equal(2, history.Epochs.Count);
    }

    // An epoch of which no batch is left is whole: its measurement is not lost.
    [Theory]
    [InlineData(12, 1, 1, 2)]
    [InlineData(4, 1, 3, 2)]
    [InlineData(4, 1, 2, 1)]
    [InlineData(4, 2, 3, 2)]
    [InlineData(4, 3, 1, 2)]
    public void A_callback_that_ends_training_after_the_last_batch_of_an_epoch_has_the_epoch_measured(
        int batchSize, int accumulate, int batch, int epochs)
    {
        var model = new TinyRegression(1);
        SequenceSet dev = Sets.Regression(5, seed: 3);
        History history = model.Fit(Sets.Regression(12), new FitOptions
        {
            Epochs = 5, BatchSize = batchSize, AccumulateBatches = accumulate, Validation = dev,
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        if (context.Epoch == 2 && context.Batch == batch)
                            context.StopTraining();
                    },
                },
            ],
        });
        Assert.Equal((TrainingEnd.Callback, epochs), (history.End, history.Epochs.Count));
        if (epochs == 2)
            Assert.Equal(model.Evaluate(dev, batchSize: batchSize).Loss, history.Epochs[1].ValidationLoss);
        else
            Assert.Equal(5, history.Updates);
    }

    [Fact]
    public void A_cancelled_epoch_is_not_measured_any_more()
    {
        using var source = new CancellationTokenSource();
        History history = new TinyRegression(1).Fit(Sets.Regression(12), new FitOptions
        {
            Epochs = 5, BatchSize = 12, CancellationToken = source.Token,
            Callbacks = [new Callback { Batch = context => { if (context.Epoch == 2) source.Cancel(); } }],
        });
        Assert.True(history.Cancelled);
        Assert.Equal((1, 2), (history.Epochs.Count, history.Updates));
    }

    [Fact]
    public void The_average_of_the_weights_is_validated_and_kept()
    {
        SequenceSet set = Sets.Regression(8), dev = Sets.Regression(5, seed: 7);
        var plain = new TinyRegression(1);
        float[] average = [];
        long updates = 0;
        plain.Fit(set, new FitOptions
        {
            Epochs = 3, BatchSize = 2, Optimizer = new Sgd(0.1f),
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        float[] now = Weights.Copy(context.Model);
                        average = updates++ == 0 ? now : [.. average.Zip(now, (a, p) => a + 0.2f * (p - a))];
                    },
                },
            ],
        });
        var model = new TinyRegression(1);
        History history = model.Fit(set, new FitOptions
        {
            Epochs = 3, BatchSize = 2, Optimizer = new Sgd(0.1f), Validation = dev, Average = new WeightAverage(0.8),
        });
        Weights.AssertClose(average, Weights.Copy(model), 1e-6f);
        Assert.Equal(model.Evaluate(dev, batchSize: 2).Loss, history.Epochs[^1].ValidationLoss);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_ends_training_and_names_its_parameter()
    {
        var model = new TinyRegression(1);
        float[] before = [];
        var error = Assert.Throws<TrainingDivergedException>(() => model.Fit(Sets.Regression(8), new FitOptions
        {
            Epochs = 3, BatchSize = 2, Optimizer = new Sgd(0.01f),
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        if (context is { Epoch: 2, Batch: 2 })
                        {
                            before = Weights.Copy(context.Model);
                            context.Model.Parameters.Update("head.weight", values => values[0] = float.NaN);
                        }
                    },
                },
            ],
        }));
        Assert.Equal((2, 3), (error.Epoch, error.Batch));
        Assert.Equal("lstm.weight_ih_l0", error.Parameter);
        Assert.Equal("head", error.Head);
        Assert.Contains("lstm.weight_ih_l0", error.Message, StringComparison.Ordinal);
        Assert.All(Weights.Copy(model), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_rate_that_is_far_too_high_leaves_the_last_weights_that_worked()
    {
        SequenceSet set = Sets.Regression(8);
        var model = new TinyRegression(1);
        var good = new List<float[]> { Weights.Copy(model) };
        Assert.Throws<TrainingDivergedException>(() => model.Fit(set, new FitOptions
        {
            Epochs = 50, BatchSize = 8, Optimizer = new Sgd(1e25f),
            Callbacks = [new Callback { Batch = context => good.Add(Weights.Copy(context.Model)) }],
        }));
        // The last weights made the loss overflow; those before did not.
        Weights.AssertSameBits(good[^2], Weights.Copy(model));
        Assert.True(double.IsFinite(model.Evaluate(set).Loss));
    }
}
