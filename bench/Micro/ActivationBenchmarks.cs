using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Micro;

/// <summary>Activations of 2048 values that lie in the first-level cache, against the framework's.</summary>
public class ActivationBenchmarks
{
    private readonly AlignedBuffer _x = new(2048), _y = new(2048);

    /// <summary>Makes the values.</summary>
    [GlobalSetup]
    public void Setup() => Fill.Randomly(_x, 1);

    /// <summary>Copy, then sigmoid in place.</summary>
    [Benchmark]
    public void Sigmoid()
    {
        _x.Span.CopyTo(_y.Span);
        Activations.Sigmoid(_y);
    }

    /// <summary>Copy, then tanh in place.</summary>
    [Benchmark]
    public void Tanh()
    {
        _x.Span.CopyTo(_y.Span);
        Activations.Tanh(_y);
    }

    /// <summary>System.Numerics.Tensors.</summary>
    [Benchmark]
    public void TensorPrimitivesSigmoid() => TensorPrimitives.Sigmoid(_x.Span, _y.Span);

    /// <summary>System.Numerics.Tensors.</summary>
    [Benchmark]
    public void TensorPrimitivesTanh() => TensorPrimitives.Tanh(_x.Span, _y.Span);
}
