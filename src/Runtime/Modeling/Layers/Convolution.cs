using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// What convolutions over time share: y_j = b + sum over k of W[:, :, k] x_{j * stride + k}, where x may stand between
/// zeros (<c>nn.Conv1d</c>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Convolution
{
    /// <summary>Steps out: floor((steps + padding - kernel) / stride) + 1, or 0 where the kernel does not fit.</summary>
    /// <param name="steps">Steps in.</param>
    /// <param name="kernel">Steps that each output sees.</param>
    /// <param name="stride">Steps between outputs.</param>
    /// <param name="padding">Zeros around the sequence, both sides together.</param>
    public static int Steps(int steps, int kernel, int stride, int padding)
    {
        int reach = steps + padding - kernel;
        return reach < 0 ? 0 : reach / stride + 1;
    }

    /// <summary>Derives the time layout of a convolution's output for the batch at hand.</summary>
    /// <exception cref="ArgumentException">A row has fewer steps than the kernel needs; the message names the caller's row.</exception>
    public static void Derive(
        ModelWorkspace workspace, TimeLayout output, TimeLayout input, int kernel, int stride, int padding, string layer)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(input);
        int shortest = input.Batch - 1;
        if (Steps(input.Lengths[shortest], kernel, stride, padding) == 0)
        {
            throw new ArgumentException(
                $"lengths: row {workspace.Order[shortest]} reaches '{layer}' with {input.Lengths[shortest]} steps, fewer "
                    + $"than its kernel of {kernel}. "
                + "Leave the row out, pad its sequence, or declare Padding.Same or Padding.Causal.");
        }

        output.SetConvolved(input, kernel, stride, padding);
    }

    /// <summary>
    /// Copies x into slots <paramref name="left"/>, left + 1, ... of a store; slots after it, <paramref name="right"/> of them, become
    /// zero.
    /// </summary>
    public static void Place(
        TimeLayout time, ReadOnlySpan<float> x, int stride, Span<float> store, int left, int right, int rowBegin, int rowEnd)
    {
        int count = (rowEnd - rowBegin) * stride;
        for (int t = 0; t < time.Steps; t++)
        {
            int at = (t * time.Batch + rowBegin) * stride;
            x.Slice(at, count).CopyTo(store[(left * time.Batch * stride + at)..]);
        }

        ClearSlots(time.Batch, store, stride, left + time.Steps, right, rowBegin, rowEnd);
    }

    /// <summary>Clears <paramref name="count"/> slots of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>).</summary>
    public static void ClearSlots(int batch, Span<float> store, int stride, int first, int count, int rowBegin, int rowEnd)
    {
        for (int slot = first; slot < first + count; slot++)
            store.Slice((slot * batch + rowBegin) * stride, (rowEnd - rowBegin) * stride).Clear();
    }

    /// <summary>Lays the <paramref name="kernel"/> slots from <paramref name="slot"/> on side by side: a window for each row.</summary>
    /// <param name="store">[slots, B, <paramref name="stride"/>].</param>
    /// <param name="batch">B.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="slot">First slot.</param>
    /// <param name="kernel">Slots.</param>
    /// <param name="inner">Values taken of each slot's row.</param>
    /// <param name="windows">[B, <paramref name="windowStride"/>].</param>
    /// <param name="windowStride">Values from one window to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Gather(
        ReadOnlySpan<float> store, int batch, int stride, int slot, int kernel, int inner,
        Span<float> windows, int windowStride, int rowBegin, int rowEnd)
    {
        for (int k = 0; k < kernel; k++)
        {
            ReadOnlySpan<float> from = store.Slice((slot + k) * batch * stride, batch * stride);
            for (int row = rowBegin; row < rowEnd; row++)
            {
                if (inner == 1)
                    windows[row * windowStride + k] = from[row * stride];
                else
                    from.Slice(row * stride, inner).CopyTo(windows[(row * windowStride + k * inner)..]);
            }
        }
    }

    /// <summary>The way back of <see cref="Gather"/>: adds each part of a window to its slot.</summary>
    public static void ScatterAdd(
        ReadOnlySpan<float> windows, int windowStride, Span<float> store, int batch, int stride, int slot, int kernel, int inner,
        int rowBegin, int rowEnd)
    {
        for (int k = 0; k < kernel; k++)
        {
            Span<float> to = store.Slice((slot + k) * batch * stride, batch * stride);
            for (int row = rowBegin; row < rowEnd; row++)
            {
                if (inner == 1)
                    to[row * stride] += windows[row * windowStride + k];
                else
                    CompilerServices.Elementwise.AddInPlace(
                        to.Slice(row * stride, inner), windows.Slice(row * windowStride + k * inner, inner));
            }
        }
    }

    /// <summary>A weight [filters, in, kernel] as [filters, kernel, in]: the order of a window.</summary>
    public static void TapsFirst(ReadOnlySpan<float> weight, int inputs, int kernel, Span<float> taps)
    {
        for (int filter = 0; filter < weight.Length; filter += inputs * kernel)
        {
            for (int k = 0; k < kernel; k++)
            {
                for (int i = 0; i < inputs; i++)
                    taps[filter + k * inputs + i] = weight[filter + i * kernel + k];
            }
        }
    }

    /// <summary>
    /// Adds the sums of one tap, [filters, in], to the gradient of a weight [filters, in, kernel], filters [first, last).
    /// </summary>
    public static void AddTap(ReadOnlySpan<float> sums, Span<float> gradient, int inputs, int kernel, int tap, int first, int last)
    {
        for (int at = first * inputs; at < last * inputs; at++)
            gradient[at * kernel + tap] += sums[at];
    }
}
