using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Products;

/// <summary>A dense layer over all steps; parts share the rows.</summary>
internal sealed class DenseProducts : ILayerProducts
{
    private static readonly int[] Slots = [0];
    private readonly int _inputs, _rows, _parts, _stride;
    private readonly GateLayout _layout;
    private readonly PackedMatrix _weights, _back;
    private readonly AlignedBuffer _bias, _x, _outputs, _dx, _gradients;

    /// <param name="inputs">Width of its input.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="rows">Rows of all steps.</param>
    /// <param name="parts">Parts that the work is shared out to.</param>
    public DenseProducts(int inputs, int outputs, int rows, int parts)
    {
        (_inputs, _rows, _parts, _stride) = (inputs, rows, parts, Panel.Pad(inputs));
        _layout = GateLayout.Dense(outputs);
        float[] weights = Values.Random(outputs * inputs).Span.ToArray();
        _weights = PackedMatrix.ForGates(_layout, inputs);
        _weights.PackWeights(0, weights, new(1, inputs), Slots);
        _back = PackedMatrix.ForBackward(_layout, _stride);
        _back.PackTransposed(weights, new(1, inputs), Slots);
        _bias = Values.Random(_layout.RowLength);
        (_x, _outputs) = (Values.Random(rows * _stride), Values.Random(rows * _layout.RowLength));
        (_dx, _gradients) = (new AlignedBuffer(rows * _stride), new AlignedBuffer(outputs * inputs));
    }

    public void Pack(int part)
    {
    }

    public void Forward(int part)
    {
        (int begin, int end) = (Part(part), Part(part + 1));
        Blocks.Multiply(
            _weights, end - begin, _bias, _x.Span[(begin * _stride)..], _stride, _outputs.Span[(begin * _layout.RowLength)..],
            _layout.RowLength);
    }

    public void Backward(int part)
    {
        (int begin, int end) = (Part(part), Part(part + 1));
        Blocks.Multiply(
            _back, end - begin, default, _outputs.Span[(begin * _layout.RowLength)..], _layout.RowLength, _dx.Span[(begin * _stride)..],
            _stride);
    }

    public void Gradients(int part) => WeightGradient.Accumulate(
        new(_gradients, _x, _stride, new(1, _inputs)), default, default, default, _layout, Slots, _outputs, _layout.RowLength, _rows,
        new(part, _parts, _inputs));

    public void Update()
    {
    }

    public (float[] Outputs, float[] Gradients) Computed() => (_outputs.Span.ToArray(), [.. _dx.Span, .. _gradients.Span]);

    private int Part(int part) => _rows * part / _parts;
}
