using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Moves recurrent states between a <see cref="ModelState"/> (the caller's row order, unpadded) and a direction's
/// store of states per step. A store has T + 1 slots of [B, stride]: forward, slot t holds the state before step t;
/// in reverse, slot t holds the state after step t was read, and row b starts in slot length_b. A store that keeps no
/// history has one slot.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecurrentState
{
    /// <summary>
    /// Writes the initial state of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>); zero where none is given.
    /// </summary>
    /// <param name="workspace">Gives the batch and its row order.</param>
    /// <param name="time">The layer's steps.</param>
    /// <param name="offset">Values per row before this direction's block in the state.</param>
    /// <param name="size">Units.</param>
    /// <param name="store">The store.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="history">Whether the store has T + 1 slots.</param>
    /// <param name="reverse">Whether the direction runs from the end.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Load(
        ModelWorkspace workspace, TimeLayout time, int offset, int size, Span<float> store, int stride,
        bool history, bool reverse, int rowBegin, int rowEnd)
    {
        int batch = time.Batch;
        if (history && time.Ragged)
            ClearEnded(time, store, stride, reverse ? 0 : 1, rowBegin, rowEnd);
        ModelState? initial = workspace.InitialState;
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int slot = history && reverse ? time.Lengths[row] : 0;
            Span<float> to = store.Slice((slot * batch + row) * stride, stride);
            if (initial is null)
            {
                to.Clear();
                continue;
            }

            initial.Values.Slice(offset * batch + workspace.Order[row] * size, size).CopyTo(to);
            to[size..].Clear();
        }
    }

    /// <summary>Reads the state in which each row ended; the parameters are those of <see cref="Load"/>.</summary>
    public static void Save(
        ModelWorkspace workspace, TimeLayout time, ModelState destination, int offset, int size,
        ReadOnlySpan<float> store, int stride, bool history, bool reverse)
    {
        int batch = time.Batch;
        for (int row = 0; row < batch; row++)
        {
            int slot = history && !reverse ? time.Lengths[row] : 0;
            store.Slice((slot * batch + row) * stride, size)
                .CopyTo(destination.Values[(offset * batch + workspace.Order[row] * size)..]);
        }
    }

    /// <summary>
    /// Writes a gradient block [B, stride] from a state gradient in the caller's row order; zero where none is given.
    /// </summary>
    public static void LoadGradient(
        ModelWorkspace workspace, ModelState? gradient, int offset, int size, Span<float> block, int stride, int rowBegin, int rowEnd)
    {
        int batch = workspace.Batch;
        for (int row = rowBegin; row < rowEnd; row++)
        {
            Span<float> to = block.Slice(row * stride, stride);
            to.Clear();
            gradient?.Values.Slice(offset * batch + workspace.Order[row] * size, size).CopyTo(to);
        }
    }

    /// <summary>Copies a gradient block [B, stride] into a state gradient in the caller's row order.</summary>
    public static void SaveGradient(
        ModelWorkspace workspace, ModelState gradient, int offset, int size, ReadOnlySpan<float> block, int stride, int rowBegin,
        int rowEnd)
    {
        int batch = workspace.Batch;
        for (int row = rowBegin; row < rowEnd; row++)
            block.Slice(row * stride, size).CopyTo(gradient.Values[(offset * batch + workspace.Order[row] * size)..]);
    }

    /// <summary>
    /// Adds the final-state gradient of each row to the gradient of the output at the step where the row ended:
    /// its last step forward, step 0 in reverse. <paramref name="outputGradient"/> is [T, B, stride].
    /// </summary>
    public static void AddFinalGradient(
        ModelWorkspace workspace, TimeLayout time, ModelState? gradient, int offset, int size,
        Span<float> outputGradient, int stride, bool reverse, int rowBegin, int rowEnd)
    {
        if (gradient is null)
            return;
        int batch = time.Batch;
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int t = reverse ? 0 : time.Lengths[row] - 1;
            Span<float> to = outputGradient.Slice((t * batch + row) * stride, size);
            ReadOnlySpan<float> from = gradient.Values.Slice(offset * batch + workspace.Order[row] * size, size);
            for (int unit = 0; unit < size; unit++)
                to[unit] += from[unit];
        }
    }

    /// <summary>Clears the slots of rows past their last step: slot t + <paramref name="shift"/> for each step t.</summary>
    public static void ClearEnded(TimeLayout time, Span<float> store, int stride, int shift, int rowBegin, int rowEnd)
    {
        ClearEnded(time, store[(shift * time.Batch * stride)..], stride, rowBegin, rowEnd, 0, time.Steps);
    }

    /// <summary>The same of steps [begin, end), slot t for each.</summary>
    internal static void ClearEnded(TimeLayout time, Span<float> store, int stride, int rowBegin, int rowEnd, int begin, int end)
    {
        for (int t = begin; t < end; t++)
        {
            int first = Math.Max(time.Active[t], rowBegin);
            if (first < rowEnd)
                store.Slice((t * time.Batch + first) * stride, (rowEnd - first) * stride).Clear();
        }
    }
}
