using System.ComponentModel;
using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>Layer normalisation (Ba et al. 2016, arXiv:1607.06450) over whole gate rows, padding left out.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowNormalization
{
    /// <summary>Added to the variance.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>
    /// x = (x - mean) / sqrt(variance + 1e-5), row by row in place; <paramref name="scales"/> gets the divisors' inverses.
    /// </summary>
    /// <param name="values">Rows of <see cref="GateLayout.RowLength"/>, their padding zero.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="layout">Layout of a row; the window is not looked at.</param>
    /// <param name="scales">[rows].</param>
    public static void Forward(Span<float> values, int rows, GateLayout layout, Span<float> scales)
    {
        int length = layout.RowLength, count = layout.Units * layout.Slots;
        for (int r = 0; r < rows; r++)
        {
            Span<float> row = values.Slice(r * length, length);
            float mean = TensorPrimitives.Sum(row) / count;
            TensorPrimitives.Subtract(row, mean, row);
            ClearPadding(row, layout);
            float scale = 1f / MathF.Sqrt(TensorPrimitives.SumOfSquares(row) / count + Epsilon);
            TensorPrimitives.Multiply(row, scale, row);
            scales[r] = scale;
        }
    }

    /// <summary>dx = (g dy - mean(g dy) - y mean(g dy y)) * scale, where y is what <see cref="Forward"/> left and g its gain.</summary>
    /// <param name="gradient">dy, the gradient of y * gain, rows of <see cref="GateLayout.RowLength"/>.</param>
    /// <param name="gain">One row, zero in the padding.</param>
    /// <param name="normal">y.</param>
    /// <param name="scales">[rows].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="layout">Layout of a row.</param>
    /// <param name="inputGradient">dx, overwritten.</param>
    public static void Backward(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> gain, ReadOnlySpan<float> normal, ReadOnlySpan<float> scales, int rows,
        GateLayout layout,
        Span<float> inputGradient)
    {
        int length = layout.RowLength;
        float share = 1f / (layout.Units * layout.Slots);
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<float> y = normal.Slice(r * length, length);
            Span<float> dx = inputGradient.Slice(r * length, length);
            TensorPrimitives.Multiply(gradient.Slice(r * length, length), gain[..length], dx);
            float mean = TensorPrimitives.Sum(dx) * share, slope = TensorPrimitives.Dot(dx, y) * share;
            TensorPrimitives.Subtract(dx, mean, dx);
            TensorPrimitives.MultiplyAdd(y, -slope, dx, dx);
            TensorPrimitives.Multiply(dx, scales[r], dx);
            ClearPadding(dx, layout);
        }
    }

    // Only the last panel has padding, after the real units of each slot.
    private static void ClearPadding(Span<float> row, GateLayout layout)
    {
        int real = layout.Units % Panel.Units;
        if (real == 0)
            return;
        for (int slot = 0; slot < layout.Slots; slot++)
            row.Slice(layout.Position(layout.Units, slot), Panel.Units - real).Clear();
    }
}
