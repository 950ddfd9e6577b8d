using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Moves recurrent states between a block in the caller's row order and stores of a direction's states per step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateKernels
{
    private readonly GpuDevice _device;

    internal StateKernels(GpuDevice device) => _device = device;

    /// <summary>
    /// Writes the initial state of each row, zero where <paramref name="states"/> is empty: slot 0, or length_b in reverse.
    /// </summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="states">All states, a <see cref="LstmGen.ModelState"/>'s values; empty for zero.</param>
    /// <param name="offset">Values per row before this direction's.</param>
    /// <param name="size">Units.</param>
    /// <param name="store">[T + 1, B, stride], or [B, stride] where <paramref name="reverse"/> is false.</param>
    /// <param name="stride">Stored units.</param>
    /// <param name="reverse">Whether the direction runs from the end.</param>
    public void Load(StepLayout time, ArrayView<float> states, int offset, int size, ArrayView<float> store, int stride, bool reverse) =>
        _device.Launch(LoadRows, _device.OnePer(time.Batch * stride), time, states, offset, size, store, stride, reverse ? 1 : 0);

    /// <summary>Reads the state in which each row ended: slot length_b, or 0 in reverse.</summary>
    public void Save(StepLayout time, ArrayView<float> states, int offset, int size, ArrayView<float> store, int stride, bool reverse) =>
        _device.Launch(SaveRows, _device.OnePer(time.Batch * size), time, states, offset, size, store, stride, reverse ? 0 : 1);

    /// <summary>Adds the given gradient of a final state at the step where each row ended: slot length_b - 1.</summary>
    public void AddFinal(StepLayout time, ArrayView<float> states, int offset, int size, ArrayView<float> store, int stride)
    {
        if (states.Length > 0)
            _device.Launch(AddRows, _device.OnePer(time.Batch * size), time, states, offset, size, store, stride);
    }

    private static void AddRows(StepLayout time, ArrayView<float> states, int offset, int size, ArrayView<float> store, int stride)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / size, unit = at % size;
        if (row < time.Batch)
            store[((time.Lengths[row] - 1) * time.Batch + row) * stride + unit] +=
                states[offset * time.Batch + time.Order[row] * size + unit];
    }

    private static void LoadRows(
        StepLayout time, ArrayView<float> states, int offset, int size, ArrayView<float> store, int stride, int reverse)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride, unit = at % stride;
        if (row >= time.Batch)
            return;
        int slot = reverse != 0 ? time.Lengths[row] : 0;
        store[(slot * time.Batch + row) * stride + unit] = unit < size && states.Length > 0
            ? states[offset * time.Batch + time.Order[row] * size + unit]
            : 0f;
    }

    private static void SaveRows(
        StepLayout time, ArrayView<float> states, int offset, int size, ArrayView<float> store, int stride, int ended)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / size, unit = at % size;
        if (row >= time.Batch)
            return;
        int slot = ended != 0 ? time.Lengths[row] : 0;
        states[offset * time.Batch + time.Order[row] * size + unit] = store[(slot * time.Batch + row) * stride + unit];
    }
}
