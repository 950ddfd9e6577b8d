using System.Diagnostics;
using System.Diagnostics.Metrics;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>What a program's monitoring sees of a training, and the search for a learning rate.</summary>
public class TelemetryTests
{
    [Fact]
    public void Updates_epochs_and_losses_are_measured()
    {
        var seen = new List<(string Name, double Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == "LstmGen")
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        History history = new MeasuredModel(1).Fit(Sets.Regression(10), new FitOptions
        {
            Epochs = 3, BatchSize = 4, Validation = Sets.Regression(5, seed: 4)
        });

        Assert.Equal(history.Updates, Of("lstmgen.training.updates").Sum());
        Assert.Equal(30, Of("lstmgen.training.sequences").Sum());
        Assert.Equal(history.Epochs.Select(epoch => epoch.Seconds), Of("lstmgen.training.epoch.duration"));
        Assert.Equal(history.Epochs.Select(epoch => epoch.TrainLoss), Of("lstmgen.training.loss"));
        Assert.Equal(history.Epochs.Select(epoch => epoch.ValidationLoss!.Value), Of("lstmgen.training.validation_loss"));

        IEnumerable<double> Of(string name) => seen.Where(one => one.Name == name).Select(one => one.Value);

        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length == 1 && tags[0].Value as string == nameof(MeasuredModel)) // other tests train at the same time
                seen.Add((instrument.Name, value));
        }
    }

    [Fact]
    public void A_training_is_an_activity()
    {
        Activity? ended = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LstmGen",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped =
                activity => ended = activity.GetTagItem("lstmgen.model") as string == nameof(MeasuredModel) ? activity : ended,
        };
        ActivitySource.AddActivityListener(listener);
        new MeasuredModel(1).Fit(Sets.Regression(10), new FitOptions { Epochs = 2, BatchSize = 5 });
        Assert.NotNull(ended);
        Assert.Equal("LstmGen.Fit", ended.OperationName);
        Assert.Equal(
            ("Completed", 2, 4L, 10L),
            (ended.GetTagItem("lstmgen.end"), ended.GetTagItem("lstmgen.epochs"), ended.GetTagItem("lstmgen.updates"),
                ended.GetTagItem("lstmgen.sequences")));
    }

    [Fact]
    public void A_rate_is_found_at_which_the_loss_falls_and_the_weights_stay()
    {
        var model = new SineModel(1);
        float[] before = Weights.Copy(model);
        SequenceSet set = Sets.Sine(400);
        LearningRateSearch search = model.FindLearningRate(set, new FitOptions { BatchSize = 32, Optimizer = new Adam() }, highest: 10);
        Weights.AssertSameBits(before, Weights.Copy(model));
        Assert.Equal(search.Rates.Order(), search.Rates);
        Assert.Equal(search.Rates.Count, search.Losses.Count);
        Assert.Equal(1e-6, search.Rates[0]);
        Assert.InRange(search.Suggested, 1e-4, 1);

        // Trained a little with it, the model is better than with the lowest rate.
        double Loss(double rate) =>
            new SineModel(1).Fit(set, new FitOptions { Epochs = 4, Optimizer = new Adam(rate) }).Epochs[^1].TrainLoss;
        Assert.True(Loss(search.Suggested) < Loss(1e-6));
    }

    [Fact]
    public void A_rate_that_lets_training_diverge_ends_the_search()
    {
        var model = new TinyRegression(1);
        float[] before = Weights.Copy(model);
        LearningRateSearch search =
            model.FindLearningRate(Sets.Regression(8), new FitOptions { BatchSize = 4, Optimizer = new Sgd(1) }, 1e-3f, 1e30f, 60);
        Assert.True(search.Rates.Count < 60);
        Weights.AssertSameBits(before, Weights.Copy(model));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.FindLearningRate(Sets.Regression(8), new FitOptions(), 1, 0.5f));
    }

    [Fact]
    public void A_search_that_is_cancelled_before_its_first_update_says_so()
    {
        FitOptions options = new() { CancellationToken = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => new TinyRegression(1).FindLearningRate(Sets.Regression(8), options));
    }

    [Fact]
    public void Two_classes_have_an_area_under_the_curve_and_a_binary_accuracy()
    {
        SequenceSet set = Sets.Features(40, 3, 2, 5).WithClasses(Sets.Classes(40, 2, 9));
        var model = new TwoClasses(1);
        Evaluation measured = model.Evaluate(set, [new RocAuc(), new BinaryAccuracy(), new Accuracy(2)]);
        float[][] probabilities = model.Predict(set);
        var expected = new RocAuc();
        for (int i = 0; i < set.Count; i++)
            expected.Add([probabilities[i][1]], [set.Targets().Classes(i)[0]]);
        Assert.Equal(expected.Value, measured.Metrics["roc_auc"], 1e-6);
        Assert.Equal(measured.Metrics["accuracy"], measured.Metrics["binary_accuracy"]);
        Assert.Throws<ArgumentException>(() => model.Evaluate(set, [new Mae()]));
        Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).Evaluate(Sets.Classification(5), [new RocAuc()]));
    }
}

/// <summary>A name of its own among what is measured.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4)]
[Regression(2)]
public partial class MeasuredModel;

/// <summary>Yes or no.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4)]
[Classification(2)]
public partial class TwoClasses;
