using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Training.Tests;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Training of several heads at once on the simulated device against the same training on the processor.</summary>
public sealed class HeadFitTests : IDisposable
{
    private const string Source = """
        using LstmGen;

        namespace Fits;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Embedding(9, 4)]
        [Gru(4, Bidirectional = true)]
        [Tagging(3, Crf = true, Name = "Path", Dropout = 0.2f)]
        [Ctc(4, Name = "Sounds", LossWeight = 0.5f)]
        [MultiLabel(2, Name = "Topics", Pooling = Pooling.Attention, Dropout = 0.3f)]
        public partial class M;
        """;

    private readonly CompiledModels _models = ModelCompiler.Compile(Source, Gpus.Wanted);

    [Fact]
    public void Fit_ends_with_the_processors_weights()
    {
        SequenceSet set = Sets.Tokens(6, 9, 3, 5);
        set = set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 3, 5), "Path")
            .WithLabels([[1, 2], [3], [], [2, 2], [1, 3], [1]], "Sounds")
            .WithValues([.. Sets.Classes(12, 2, 6).Select(label => (float)label)], 2, "Topics");
        IRecurrentModel host = _models.Create("Fits.M", 3), trained = _models.Create("Fits.M", 3);
        History expected = host.Fit(set, Options(set));
        using var gpu = (DeviceModel)Gpus.Put(trained, TestDevice.Shared);
        History actual = ((IRecurrentModel)gpu).Fit(set, Options(set));
        Assert.Null(
            Closeness.Difference(
                "losses", [.. expected.Epochs.Select(e => e.TrainLoss)], [.. actual.Epochs.Select(e => e.TrainLoss)], 1e-4));
        Assert.Null(
            Closeness.Difference("weights", Numbers.ToDouble(host.Parameters.Read()), Numbers.ToDouble(trained.Parameters.Read()), 1e-4));
    }

    public void Dispose() => _models.Dispose();

    private static FitOptions Options(SequenceSet set) => new()
    {
        Epochs = 2, BatchSize = 3, Optimizer = new Sgd(0.1f), ClipNorm = 1f, Seed = 9, Validation = set
    };
}
