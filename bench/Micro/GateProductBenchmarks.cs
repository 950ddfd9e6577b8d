using BenchmarkDotNet.Attributes;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Micro;

/// <summary>The product of one time step: [rows, inputs] by the packed weights of four gates.</summary>
public class GateProductBenchmarks
{
    private readonly AlignedBuffer _a = new(), _c = new(), _bias = new();
    private PackedMatrix _weights = null!;
    private GateLayout _layout;

    /// <summary>Units of the layer; its inputs and its state are both as wide.</summary>
    [Params(32, 128, 256)]
    public int Units { get; set; }

    /// <summary>Rows of the batch.</summary>
    [Params(1, 6, 32)]
    public int Rows { get; set; }

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int inner = 2 * Units;
        _layout = new(Units, 4, 0, 4);
        _weights = PackedMatrix.ForGates(_layout, inner);
        float[] weights = new float[4 * Units * inner];
        Fill.Randomly(weights, 1);
        _weights.PackWeights(0, weights, new(1, inner), [0, 1, 2, 3]);
        _a.EnsureLength(Rows * Panel.Pad(inner));
        _c.EnsureLength(Rows * _layout.RowLength);
        _bias.EnsureLength(_layout.RowLength);
        Fill.Randomly(_a, 2);
    }

    /// <summary>2 * rows * 4 units * 2 units operations.</summary>
    [Benchmark]
    public void GateProduct() => PanelGemm.Multiply(_weights, Rows, _bias, _a, Panel.Pad(2 * Units), _c, _layout.RowLength);
}
