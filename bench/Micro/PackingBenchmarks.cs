using BenchmarkDotNet.Attributes;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Micro;

/// <summary>Bringing weights from PyTorch's layout into panels, which every training step does.</summary>
public class PackingBenchmarks
{
    private static readonly int[] Slots = [0, 1, 2, 3];
    private float[] _weights = [];
    private PackedMatrix _forward = null!, _backward = null!;

    /// <summary>Units of the layer, and its inputs.</summary>
    [Params(64, 256)]
    public int Units { get; set; }

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _weights = new float[4 * Units * Units];
        Fill.Randomly(_weights, 1);
        GateLayout layout = GateLayout.Full(Units, 4);
        _forward = PackedMatrix.ForGates(layout, Units);
        _backward = PackedMatrix.ForBackward(layout, Units);
    }

    /// <summary>For the forward pass.</summary>
    [Benchmark]
    public void Pack() => _forward.PackWeights(0, _weights, new(1, Units), Slots);

    /// <summary>Transposed, for the backward pass.</summary>
    [Benchmark]
    public void PackTransposed() => _backward.PackTransposed(_weights, new(1, Units), Slots);
}
