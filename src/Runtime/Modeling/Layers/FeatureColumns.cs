using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Features of which some columns hold categories: numbers and looked-up vectors side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FeatureColumns
{
    /// <summary>Copies columns of numbers to their places; everything else in the rows is 0.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="input">[T, B, <paramref name="inputStride"/>].</param>
    /// <param name="inputStride">Values from one row to the next.</param>
    /// <param name="runs">For each run of columns its first one, its place in the output, and how many they are.</param>
    /// <param name="output">[T, B, <paramref name="stride"/>].</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Forward(
        TimeLayout time, ReadOnlySpan<float> input, int inputStride, ReadOnlySpan<int> runs, Span<float> output, int stride, int rowBegin,
        int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        Sequences.Clear(time, output, stride, rowBegin, rowEnd);
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < end; row++)
            {
                int place = t * time.Batch + row;
                for (int run = 0; run < runs.Length; run += 3)
                    input.Slice(place * inputStride + runs[run], runs[run + 2]).CopyTo(output[(place * stride + runs[run + 1])..]);
            }
        }
    }

    /// <summary>Copies the gradient of columns of numbers back; that of the other columns is 0.</summary>
    public static void Backward(
        TimeLayout time, ReadOnlySpan<float> outputGradient, int stride, ReadOnlySpan<int> runs, Span<float> gradient, int inputStride,
        int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        Sequences.Clear(time, gradient, inputStride, rowBegin, rowEnd);
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < end; row++)
            {
                int place = t * time.Batch + row;
                for (int run = 0; run < runs.Length; run += 3)
                    outputGradient.Slice(place * stride + runs[run + 1], runs[run + 2])
                        .CopyTo(gradient[(place * inputStride + runs[run])..]);
            }
        }
    }

    /// <summary>Copies each valid step's vector to channels from <paramref name="at"/> on.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="ids">[T, B].</param>
    /// <param name="table">[vocabulary, <paramref name="size"/>].</param>
    /// <param name="size">Length of a vector.</param>
    /// <param name="output">[T, B, <paramref name="stride"/>].</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="at">First channel of the vectors.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Gather(
        TimeLayout time, ReadOnlySpan<int> ids, ReadOnlySpan<float> table, int size, Span<float> output, int stride, int at, int rowBegin,
        int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < end; row++)
            {
                int place = t * time.Batch + row;
                table.Slice(ids[place] * size, size).CopyTo(output[(place * stride + at)..]);
            }
        }
    }

    /// <summary>
    /// Adds values [<paramref name="begin"/>, <paramref name="end"/>) of each step's gradient to its category's row of
    /// <paramref name="gradients"/>, in the order of t and row.
    /// </summary>
    public static void ScatterAdd(
        TimeLayout time, ReadOnlySpan<int> ids, Span<float> gradients, int size, ReadOnlySpan<float> outputGradient, int stride, int at,
        int paddingIndex, int begin, int end)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (begin == end)
            return;
        for (int t = 0; t < time.Steps; t++)
        {
            for (int row = time.SumBegin; row < Math.Min(time.Active[t], time.SumEnd); row++)
            {
                int place = t * time.Batch + row, id = ids[place];
                if (id != paddingIndex)
                    Elementwise.AddInPlace(
                        gradients.Slice(id * size + begin, end - begin), outputGradient.Slice(place * stride + at + begin, end - begin));
            }
        }
    }
}
