using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using LstmGen.Training;

namespace LstmGen.Bench.Micro;

/// <summary>64 units with one input: products are small, so that the emitted gate passes decide.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(64)]
[SequenceOutput]
public sealed partial class GatePassModel;

/// <summary>Forward and backward pass of 32 rows and 50 steps on one thread.</summary>
[MemoryDiagnoser]
public class GatePassBenchmarks
{
    private const int Rows = 32, Steps = 50;
    private readonly GatePassModel _model = new(1);
    private readonly AlignedBuffer _gradients = new();
    private ModelWorkspace _inference = null!, _training = null!;

    /// <summary>The model as emitted code offers it: its passes are explicit members of this interface.</summary>
    [SuppressMessage("Performance", "CA1859", Justification = "The passes are explicit members of the interface.")]
    private IRecurrentModel Model => _model;

    /// <summary>Makes a batch, and computes the activations that the backward pass needs.</summary>
    [GlobalSetup]
    public void Setup()
    {
        WorkerPool.Shared.Threads = 1;
        float[] x = new float[Rows * Steps], y = new float[Rows * Steps * 64];
        Fill.Randomly(x, 1);
        _gradients.EnsureLength(_model.Parameters.Count);
        _inference = Model.CreateWorkspace(training: false);
        _inference.Begin(Rows, Steps);
        _inference.SetFeatures(x);
        _training = Model.CreateWorkspace(training: true);
        _training.Begin(Rows, Steps);
        _training.SetFeatures(x);
        _training.Heads[0].SetTargets(y);
        Model.Forward(_training);
        Model.Loss(_training);
    }

    /// <summary>Products and gate passes, nothing kept.</summary>
    [Benchmark]
    public void Forward() => Model.Forward(_inference);

    /// <summary>What training does: everything kept, then gradients. Backward overwrites the gates, so both belong together.</summary>
    [Benchmark]
    public void ForwardAndBackward()
    {
        Model.Forward(_training);
        Model.Backward(_training, _gradients);
    }
}
