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

    /// <summary>Makes a batch, and computes the activations that the backward pass needs.</summary>
    [GlobalSetup]
    public void Setup()
    {
        WorkerPool.Shared.Threads = 1;
        IRecurrentModel model = _model;
        float[] x = new float[Rows * Steps], y = new float[Rows * Steps * 64];
        Fill.Randomly(x, 1);
        _gradients.EnsureLength(_model.Parameters.Count);
        _inference = model.CreateWorkspace(training: false);
        _inference.Begin(Rows, Steps);
        _inference.SetFeatures(x);
        _training = model.CreateWorkspace(training: true);
        _training.Begin(Rows, Steps);
        _training.SetFeatures(x);
        _training.Heads[0].SetTargets(y);
        model.Forward(_training);
        model.Loss(_training);
    }

    /// <summary>Products and gate passes, nothing kept.</summary>
    [Benchmark]
    public void Forward() => ((IRecurrentModel)_model).Forward(_inference);

    /// <summary>What training does: everything kept, then gradients. Backward overwrites the gates, so both belong together.</summary>
    [Benchmark]
    public void ForwardAndBackward()
    {
        IRecurrentModel model = _model;
        model.Forward(_training);
        model.Backward(_training, _gradients);
    }
}
