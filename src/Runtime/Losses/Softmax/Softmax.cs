using System.ComponentModel;
using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>Probabilities of classes from logits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary>p_c = exp(x_c - max x) / sum_k exp(x_k - max x), row by row.</summary>
    /// <param name="logits">Logits x, [rows][stride].</param>
    /// <param name="stride">Values from one row of logits to the next; at least <paramref name="classes"/>.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="probabilities">
    /// Receives the probabilities, [rows][probabilityStride], padding columns 0. May be the memory of
    /// <paramref name="logits"/> where the strides are equal.
    /// </param>
    /// <param name="probabilityStride">Values from one row of probabilities to the next; at least <paramref name="classes"/>.</param>
    /// <remarks>A row with a NaN, an infinity, or minus infinity throughout becomes NaN, as in PyTorch.</remarks>
    /// <exception cref="ArgumentException">A span is too short for the rows.</exception>
    public static void Rows(ReadOnlySpan<float> logits, int stride, int classes, int rows, Span<float> probabilities, int probabilityStride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        RowCheck.Rows(logits.Length, rows, stride, classes, nameof(logits));
        RowCheck.Rows(probabilities.Length, rows, probabilityStride, classes, nameof(probabilities));
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * stride, classes);
            Span<float> p = probabilities.Slice(row * probabilityStride, probabilityStride);
            double sum = ExponentialRow.Exponentials(x, ExponentialRow.Max(x), p[..classes]);
            TensorPrimitives.Multiply(p[..classes], (float)(1 / sum), p[..classes]);
            p[classes..].Clear();
        }
    }
}
