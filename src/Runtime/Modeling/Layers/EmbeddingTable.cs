using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Look-up of vectors by token id, and the sum of their gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddingTable
{
    /// <summary>
    /// Copies the vector of each token of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>); zero past a row's end.
    /// </summary>
    /// <param name="workspace">Gives the tokens.</param>
    /// <param name="table">[vocabulary, <paramref name="size"/>].</param>
    /// <param name="size">Length of a vector.</param>
    /// <param name="output">[T, B, <paramref name="stride"/>].</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Gather(
        ModelWorkspace workspace, ReadOnlySpan<float> table, int size, Span<float> output, int stride, int rowBegin, int rowEnd)
    {
        TimeLayout time = workspace.Time;
        ReadOnlySpan<int> tokens = workspace.Tokens, active = time.Active;
        for (int t = 0; t < time.Steps; t++)
        {
            for (int row = rowBegin; row < rowEnd; row++)
            {
                int at = t * time.Batch + row;
                Span<float> to = output.Slice(at * stride, stride);
                if (row < active[t])
                {
                    table.Slice(tokens[at] * size, size).CopyTo(to);
                    to[size..].Clear();
                }
                else
                {
                    to.Clear();
                }
            }
        }
    }

    /// <summary>
    /// Adds each step's gradient to its token's row of <paramref name="gradients"/>, for tokens from
    /// <paramref name="begin"/> up to <paramref name="end"/>, in the order of t and row.
    /// </summary>
    public static void ScatterAddTokens(
        ModelWorkspace workspace, Span<float> gradients, int size, ReadOnlySpan<float> outputGradient, int stride,
        int paddingIndex, int begin, int end)
    {
        TimeLayout time = workspace.Time;
        ReadOnlySpan<int> tokens = workspace.Tokens, active = time.Active;
        for (int t = 0; t < time.Steps; t++)
        {
            for (int row = time.SumBegin; row < Math.Min(active[t], time.SumEnd); row++)
            {
                int at = t * time.Batch + row, token = tokens[at];
                if (token >= begin && token < end && token != paddingIndex)
                    Elementwise.AddInPlace(gradients.Slice(token * size, size), outputGradient.Slice(at * stride, size));
            }
        }
    }

    /// <summary>
    /// Adds columns [<paramref name="begin"/>, <paramref name="end"/>) of each step's gradient to its token's row of
    /// <paramref name="gradients"/>, in the order of t and row.
    /// </summary>
    public static void ScatterAdd(
        ModelWorkspace workspace, Span<float> gradients, int size, ReadOnlySpan<float> outputGradient, int stride,
        int paddingIndex, int begin, int end)
    {
        TimeLayout time = workspace.Time;
        ReadOnlySpan<int> tokens = workspace.Tokens, active = time.Active;
        if (begin == end)
            return;
        for (int t = 0; t < time.Steps; t++)
        {
            for (int row = time.SumBegin; row < Math.Min(active[t], time.SumEnd); row++)
            {
                int at = t * time.Batch + row, token = tokens[at];
                if (token != paddingIndex)
                    Elementwise.AddInPlace(
                        gradients.Slice(token * size + begin, end - begin), outputGradient.Slice(at * stride + begin, end - begin));
            }
        }
    }
}
