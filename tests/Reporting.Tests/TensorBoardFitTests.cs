using LstmGen.Training;
using Xunit;
using static LstmGen.Reporting.Tests.EventReader;

namespace LstmGen.Reporting.Tests;

/// <summary>A training with a <see cref="TensorBoardLog"/> as its callback: the file holds what the history and the model say.</summary>
public sealed partial class TensorBoardFitTests : IDisposable
{
    private const int Epochs = 3, BatchesPerEpoch = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_epoch_and_every_third_update_is_written()
    {
        var watch = new Watch();
        var log = new TensorBoardLog(_folder, everyUpdates: 3);
        Assert.Equal((3, true), (log.EveryUpdates, log.Histograms));
        (History history, List<Written> all) = Fit(log, watch);

        foreach ((string tag, Func<EpochRecord, double> of) in new (string, Func<EpochRecord, double>)[]
        {
            ("loss/train", epoch => epoch.TrainLoss), ("loss/validation", epoch => epoch.ValidationLoss!.Value),
            ("metric/mae", epoch => epoch.Metrics["mae"]), ("samples per second", epoch => epoch.SamplesPerSecond),
        })
            Assert.Equal(history.Epochs.Select(epoch => ((long)epoch.Epoch, (float)of(epoch))), Scalars(all, tag));

        Assert.Equal([3L, 6, 9, 12], Scalars(all, "loss/batch").Select(point => point.Step));
        Assert.Equal(watch.Every(3, update => update.Loss), Scalars(all, "loss/batch"));
        Assert.Equal(watch.Every(3, update => update.Norm), Scalars(all, "gradient norm"));
        Assert.Equal(watch.Every(3, update => update.Rate), Scalars(all, "learning rate"));
    }

    [Fact]
    public void The_model_and_its_weights_are_written()
    {
        var watch = new Watch();
        (_, List<Written> all) = Fit(new TensorBoardLog(_folder), watch);
        ModelDescription description = new Small(1).Parameters.Description;

        Written table = Assert.Single(all, one => one.Tag == "model");
        Assert.Equal(0, table.Step);
        Assert.Equal(
            description.Table.Split('\n').Select(line => "    " + line.TrimEnd('\r')), Text(Fields(Bytes(table.Value[8]))[8]).Split('\n'));

        foreach (ParameterInfo parameter in description.Parameters)
        {
            Written[] histograms = [.. all.Where(one => one.Tag == parameter.Name)];
            Assert.Equal([1L, 2, 3], histograms.Select(one => one.Step));
            for (int epoch = 0; epoch < Epochs; epoch++)
            {
                float[] values = watch.Weights[epoch].AsSpan(parameter.Offset, parameter.Length).ToArray();
                Dictionary<int, List<object>> histogram = Fields(Bytes(histograms[epoch].Value[5]));
                Assert.Equal(
                    [values.Min(), values.Max(), values.Length], Enumerable.Range(1, 3).Select(field => (double)histogram[field][0]));
                Assert.Equal(values.Sum(value => (double)value), (double)histogram[4][0], 1e-6);
            }
        }

        // Of 12 updates, with 10 from one report to the next.
        Assert.Equal([10L], Scalars(all, "loss/batch").Select(point => point.Step));
    }

    [Fact]
    public void Histograms_can_be_left_out()
    {
        var log = new TensorBoardLog(_folder, histograms: false);
        Assert.Equal((10, false), (log.EveryUpdates, log.Histograms));
        (_, List<Written> all) = Fit(log);
        Assert.Equal(Epochs, Scalars(all, "loss/train").Length);
        Assert.DoesNotContain(all, one => one.Value.ContainsKey(5));
    }

    // The last report of one training was taken for the first of the next, which has the same number.
    [Fact]
    public void A_log_of_two_trainings_has_the_first_updates_of_both()
    {
        var log = new TensorBoardLog(_folder, everyUpdates: Epochs * BatchesPerEpoch);
        new Small(1).Fit(Set(4 * BatchesPerEpoch, 1), new FitOptions { Epochs = Epochs, BatchSize = 4, Callbacks = [log] });
        (_, List<Written> all) = Fit(log);
        Assert.Equal([12L, 12], Scalars(all, "loss/batch").Select(point => point.Step));
    }

    // An update may be of several batches, and is then reported once.
    [Fact]
    public void Batches_without_an_update_are_not_written()
    {
        (_, List<Written> all) = Fit(new TensorBoardLog(_folder, everyUpdates: 1), accumulate: 2);
        Assert.Equal([1L, 2, 3, 4, 5, 6], Scalars(all, "gradient norm").Select(point => point.Step));
    }

    private static (History History, List<Written> All) Fit(TensorBoardLog log, Watch? watch = null, int accumulate = 1)
    {
        string path = log.Path;
        SequenceSet set = Set(4 * BatchesPerEpoch, 1);
        History history;
        using (log)
        {
            history = new Small(1).Fit(set, new FitOptions
            {
                Epochs = Epochs, BatchSize = 4, AccumulateBatches = accumulate, Optimizer = new Adam(0.01),
                Schedule = new CosineDecay(20, unit: ScheduleUnit.Step), Validation = Set(5, 2), Metrics = [new Mae()],
                Callbacks = watch is null ? [log] : [log, watch],
            });
        }

        return (history, [.. Records(path).Skip(1).Select(Read)]);
    }

    private static SequenceSet Set(int count, int seed)
    {
        var random = new Random(seed);
        float[] Draw(int values) => [.. Enumerable.Range(0, values).Select(_ => random.NextSingle() - 0.5f)];
        return SequenceSet.FromFeatures([.. Enumerable.Range(0, count).Select(_ => Draw(10))], 2).WithValues(Draw(count), 1);
    }

    private static Written Read(byte[] record)
    {
        Dictionary<int, List<object>> fields = Fields(record);
        long step = fields.TryGetValue(2, out List<object>? given) ? (long)given[0] : 0;
        Dictionary<int, List<object>> value = Fields(Bytes(Fields(Bytes(fields[5]))[1]));
        return new(step, Text(value[1]), value);
    }

    private static (long Step, float Value)[] Scalars(List<Written> all, string tag) =>
        [.. all.Where(one => one.Tag == tag).Select(one => (one.Step, Assert.IsType<float>(one.Value[2][0])))];

    private sealed record Written(long Step, string Tag, Dictionary<int, List<object>> Value);

    // What the log is told, seen beside it.
    private sealed class Watch : TrainingCallback
    {
        private readonly List<(double Loss, double Norm, double Rate)> _updates = [];

        public List<float[]> Weights { get; } = [];

        public IEnumerable<(long, float)> Every(int updates, Func<(double Loss, double Norm, double Rate), double> of) =>
            _updates.Select((update, i) => (i + 1L, (float)of(update))).Where(point => point.Item1 % updates == 0);

        public override void OnBatchEnd(TrainingContext context) =>
            _updates.Add((context.Loss, context.GradientNorm, context.LearningRate));

        public override void OnEpochEnd(TrainingContext context, EpochRecord record) => Weights.Add(context.Model.Parameters.ToArray());
    }

    [RecurrentModel]
    [Features(2)]
    [Lstm(5)]
    [Regression(1)]
    private sealed partial class Small;
}
