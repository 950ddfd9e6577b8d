using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Training;
using LstmGen.Training.Tests;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Training on the simulated device against the same training on the processor: masks, clipping, optimizers, validation.</summary>
public sealed class FitTests
{
    private const string Source = """
        using LstmGen;

        namespace Fits;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Lstm(5, Layers = 2, Dropout = 0.3f)]
        [Regression(1, Dropout = 0.2f)]
        public partial class M;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Gru(5)]
        [Tagging(3, Crf = true, Name = "path")]
        [Regression(1, Name = "end", LossWeight = 0.5f)]
        public partial class Paths;
        """;

    private static readonly CompiledModels Compiled = ModelCompiler.Compile(Source, Gpus.Wanted);

    public static TheoryData<string> Optimizers => ["Sgd", "Momentum", "Adam", "AdamW", "RmsProp", "Centered", "Adagrad", "NAdam"];

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(0.1f),
        "Momentum" => new Sgd(0.05f, momentum: 0.9, nesterov: true),
        "Adam" => new Adam(0.01f, weightDecay: 0.01),
        "AdamW" => new AdamW(0.01f),
        "RmsProp" => new RmsProp(0.01f, momentum: 0.5),
        "Centered" => new RmsProp(0.01f, centered: true),
        "Adagrad" => new Adagrad(0.05f),
        _ => new NAdam(0.01f),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Fit_ends_with_the_processors_weights(string name)
    {
        SequenceSet set = Sets.Features(7, 2, 2, 4).WithValues(Sets.Values(7, 5), 1);
        IRecurrentModel host = Compiled.Create("Fits.M", 3), trained = Compiled.Create("Fits.M", 3);
        FitOptions options = Options(name, set) with { Average = name == "Adam" ? new(0.8, warmUp: true) : null };
        History expected = host.Fit(set, options);
        using var gpu = (DeviceModel)Gpus.Put(trained, TestDevice.Shared);
        History actual = ((IRecurrentModel)gpu).Fit(set, options with { Optimizer = Create(name) });
        Assert.Null(
            Closeness.Difference(
                "losses", [.. expected.Epochs.Select(e => e.TrainLoss)], [.. actual.Epochs.Select(e => e.TrainLoss)], 1e-4));
        Assert.Null(
            Closeness.Difference("weights", Numbers.ToDouble(host.Parameters.Read()), Numbers.ToDouble(trained.Parameters.Read()), 1e-4));
    }

    [Theory]
    [InlineData("AdamW")]
    [InlineData("Momentum")]
    public void Rules_of_parameters_act_as_on_the_processor(string name)
    {
        SequenceSet set = Sets.Features(7, 2, 2, 4).WithValues(Sets.Values(7, 5), 1);
        IRecurrentModel host = Compiled.Create("Fits.M", 3), trained = Compiled.Create("Fits.M", 3), plain = Compiled.Create(
            "Fits.M", 3);
        FitOptions options =
            Options(
                name,
                set) with { ParameterRules = [new("lstm.*_l0") { RateFactor = 0.25 }, new("*.bias*") { WeightDecay = 0.5 },
                    new("head.weight") { RateFactor = 0 }] };
        host.Fit(set, options);
        plain.Fit(set, options with { ParameterRules = [] });
        using var gpu = (DeviceModel)Gpus.Put(trained, TestDevice.Shared);
        ((IRecurrentModel)gpu).Fit(set, options);
        Assert.Null(
            Closeness.Difference("weights", Numbers.ToDouble(host.Parameters.Read()), Numbers.ToDouble(trained.Parameters.Read()), 1e-4));
        Assert.NotNull(
            Closeness.Difference("weights", Numbers.ToDouble(plain.Parameters.Read()), Numbers.ToDouble(trained.Parameters.Read()), 1e-3));
    }

    [Fact]
    public void A_source_is_trained_on_as_its_set_is()
    {
        SequenceSet set = Sets.Features(9, 2, 2, 4).WithValues(Sets.Values(9, 5), 1);
        FitOptions options = Options("Adam", set);
        IRecurrentModel first = Compiled.Create("Fits.M", 3), second = Compiled.Create("Fits.M", 3);
        using (var gpu = (DeviceModel)Gpus.Put(first, TestDevice.Shared))
            ((IRecurrentModel)gpu).Fit(set, options);
        using (var gpu = (DeviceModel)Gpus.Put(second, TestDevice.Shared))
            ((IRecurrentModel)gpu).Fit(new SetSource(set, 2), options);
        Weights.AssertSameBits(first, second);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Open_steps_and_batches_of_one_update_count_as_on_the_processor(int batches)
    {
        SequenceSet set = Sets.Features(7, 2, 1, 6);
        int[] tags = [.. Sets.Classes((int)set.TotalSteps, 5, 3).Select(tag => tag > 2 ? -100 : tag)];
        set = set.WithStepClasses(tags, "path").WithValues(Sets.Values(7, 5), 1, "end");
        IRecurrentModel host = Compiled.Create("Fits.Paths", 3), trained = Compiled.Create("Fits.Paths", 3);
        var options = new FitOptions
        {
            Epochs = 2, BatchSize = 2, AccumulateBatches = batches, Optimizer = new Sgd(0.3f), Validation = set,
            Metrics = [new HeadMetric("path", new Accuracy(3))]
        };
        History expected = host.Fit(set, options);
        using var gpu = (DeviceModel)Gpus.Put(trained, TestDevice.Shared);
        History actual = ((IRecurrentModel)gpu).Fit(set, options);
        Assert.Equal(
            expected.Epochs.Select(epoch => epoch.Metrics["path.accuracy"]), actual.Epochs.Select(epoch => epoch.Metrics["path.accuracy"]));
        Assert.Null(
            Closeness.Difference(
                "losses", [.. expected.Epochs.Select(e => e.TrainLoss)], [.. actual.Epochs.Select(e => e.TrainLoss)], 1e-4));
        Assert.Null(
            Closeness.Difference("weights", Numbers.ToDouble(host.Parameters.Read()), Numbers.ToDouble(trained.Parameters.Read()), 1e-4));
    }

    [Fact]
    public void The_same_options_give_the_same_training_again()
    {
        SequenceSet set = Sets.Features(7, 2, 2, 4).WithValues(Sets.Values(7, 5), 1);
        FitOptions options = Options("NAdam", set);
        Assert.Equal(Trained(set, options), Trained(set, options));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        SequenceSet set = Sets.Features(9, 2, 2, 5).WithValues(Sets.Values(9, 5), 1);
        float[][] weights = [.. Enumerable.Range(0, 2).Select(_ => Trained(set))];
        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void A_checkpoint_carries_the_average()
    {
        SequenceSet set = Sets.Features(7, 2, 2, 4).WithValues(Sets.Values(7, 5), 1);
        FitOptions options = Options("Adam", set) with { Average = new(0.8) };
        float[] straight = Trained(set, options with { Epochs = 3 });
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            CheckpointOptions checkpoint = new() { Path = Path.Combine(folder, "run.ckpt"), Resume = true };
            using var stop = new CancellationTokenSource();
            Trained(
                set,
                options with { Epochs = 3, Optimizer = Create("Adam"), Checkpoint = checkpoint, CancellationToken = stop.Token,
                    Callbacks = [new StopAfter(1, stop)] });
            Assert.Equal(straight, Trained(set, options with { Epochs = 3, Optimizer = Create("Adam"), Checkpoint = checkpoint }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static float[] Trained(SequenceSet set, FitOptions? options = null)
    {
        IRecurrentModel model = Compiled.Create("Fits.M", 3);
        using var gpu = (DeviceModel)Gpus.Put(model, TestDevice.Shared);
        ((IRecurrentModel)gpu).Fit(set, options ?? Options("Adam", set));
        return model.Parameters.Read().ToArray();
    }

    private sealed class StopAfter(int epoch, CancellationTokenSource stop) : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, EpochRecord record)
        {
            if (record.Epoch == epoch)
                stop.Cancel();
        }
    }

    private static FitOptions Options(string optimizer, SequenceSet set) =>
        new() { Epochs = 2, BatchSize = 3, Optimizer = Create(optimizer), ClipNorm = 0.5f, Seed = 9, Validation = set };
}
