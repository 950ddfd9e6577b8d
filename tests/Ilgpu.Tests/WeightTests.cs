using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Training;
using LstmGen.Training.Tests;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Weights in the loss on the simulated device against the processor, one head of each kind of loss.</summary>
public sealed class WeightTests : IDisposable
{
    private const string Source = """
        using LstmGen;

        namespace Weighted;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Embedding(9, 4)]
        [Gru(4)]
        [Tagging(3, Crf = true, Name = "Path")]
        [Tagging(70, Name = "Words")]
        [Ctc(4, Name = "Sounds", LossWeight = 0.5f)]
        [MultiLabel(2, Name = "Topics")]
        [Regression(2, Name = "Amounts", Pooling = Pooling.EveryStep)]
        [Regression(1, Name = "Level", Equation = typeof(LstmGen.Cells.LogCosh))]
        public partial class M;
        """;

    private readonly CompiledModels _models = ModelCompiler.Compile(Source, Gpus.Wanted);

    [Fact]
    public void Losses_and_gradients_are_the_processors()
    {
        SequenceSet set = Set();
        SequenceSet weighted = set.WithWeights([2, 0, 0.5f, 1, 0, 3])
            .WithStepWeights([.. Sets.Values((int)set.TotalSteps, 7).Select(MathF.Abs)], "Words")
            .WithStepWeights([.. Sets.Classes((int)set.TotalSteps, 2, 8).Select(value => (float)value)], "Amounts");
        IRecurrentModel host = _models.Create("Weighted.M", 3);
        using var gpu = (DeviceModel)Gpus.Put(_models.Create("Weighted.M", 3), TestDevice.Shared);
        ModelWorkspace expected = host.CreateWorkspace(true), actual = ((IRecurrentModel)gpu).CreateWorkspace(true);
        double plain = 0;
        foreach (SequenceSet one in new[] { set, weighted, set })
        {
            (double loss, double[] gradient) = Compute(host, expected, one);
            (double onDevice, double[] slopes) = Compute((IRecurrentModel)gpu, actual, one);
            Assert.Null(Closeness.Difference("loss", [loss], [onDevice], 1e-5));
            Assert.Null(Closeness.Difference("gradient", gradient, slopes, 1e-4));
            Assert.Equal(one == set, plain == 0 || Math.Abs(loss - plain) < 1e-9);
            plain = one == set ? loss : plain;
        }

        ((IDisposable)actual).Dispose();
    }

    public void Dispose() => _models.Dispose();

    private static SequenceSet Set()
    {
        SequenceSet set = Sets.Tokens(6, 9, 3, 5);
        int steps = (int)set.TotalSteps;
        int[] path = Sets.Classes(steps, 3, 5);
        path[1] = -100; // a step that is open: the kernels run twice
        return set.WithStepClasses(path, "Path").WithStepClasses(Sets.Classes(steps, 70, 9), "Words")
            .WithLabels([[1, 2], [3], [], [2, 2], [1, 3], [1]], "Sounds")
            .WithValues([.. Sets.Classes(12, 2, 6).Select(label => (float)label)], 2, "Topics")
            .WithStepValues(Sets.Values(2 * steps, 10), 2, "Amounts").WithValues(Sets.Values(6, 11), 1, "Level");
    }

    private static (double Loss, double[] Gradient) Compute(IRecurrentModel model, ModelWorkspace workspace, SequenceSet set)
    {
        workspace.Load(set, [0, 1, 2, 3, 4, 5]);
        model.Forward(workspace);
        double loss = model.Loss(workspace);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        model.Backward(workspace, gradients);
        return (loss, Numbers.ToDouble(gradients.Span[..model.Parameters.Count]));
    }
}
