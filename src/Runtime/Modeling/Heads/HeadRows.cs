using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Consecutive rows of a head, for its loss.</summary>
/// <param name="head">The head.</param>
/// <param name="first">Its first row.</param>
/// <param name="count">Number of rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct HeadRows(HeadWorkspace head, int first, int count)
{
    /// <summary>Number of rows.</summary>
    public int Count => count;

    /// <summary>Raw outputs, [rows, stride].</summary>
    public ReadOnlySpan<float> Outputs => head.Outputs.Span.Slice(first * head.Stride, count * head.Stride);

    /// <summary>Gradient of the loss with respect to them, [rows, stride].</summary>
    public Span<float> Gradients => head.OutputGradients.Span.Slice(first * head.Stride, count * head.Stride);

    /// <summary>Loss of each row, [rows].</summary>
    public Span<double> Losses => head.RowLosses.Slice(first, count);

    /// <summary>Targets of the kind classes, [rows].</summary>
    public ReadOnlySpan<int> Classes => head.ClassTargets.Slice(first, count);

    /// <summary>Targets of the kind values, [rows, <paramref name="width"/>].</summary>
    public ReadOnlySpan<float> Values(int width) => head.ValueTargets.Slice(first * width, count * width);
}
