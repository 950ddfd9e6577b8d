using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>A <see cref="TimeLayout"/> on a device.</summary>
/// <param name="device">The device.</param>
/// <param name="time">The layout on the processor.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceTime(GpuDevice device, TimeLayout time) : IDisposable
{
    private readonly DeviceBlock<int> _lengths = new(device), _order = new(device);
    private int _firstRow;

    /// <summary>Whether some row is shorter than the others.</summary>
    public bool Ragged => time.Ragged;

    /// <summary>Pairs of step and row, padding included.</summary>
    public int Pairs => time.Steps * time.Batch;

    /// <summary>Rows, B.</summary>
    public int Batch => time.Batch;

    /// <summary>Steps of the batch, T; no row need be that long.</summary>
    public int Steps => time.Steps;

    /// <summary>Rows alive at each step; [T], on the processor.</summary>
    public ReadOnlySpan<int> Active => time.Active;

    /// <summary>The layout as kernels read it.</summary>
    public StepLayout Layout =>
        new() { Steps = time.Steps, Batch = time.Batch, FirstRow = _firstRow, Lengths = _lengths.View, Order = _order.View };

    /// <summary>Brings the layout of the batch at hand to the device.</summary>
    /// <param name="order">For each row inside, the caller's row.</param>
    /// <param name="firstRow">Rows of a larger batch before the first, see <see cref="ModelWorkspace.Part"/>.</param>
    internal void Upload(ReadOnlySpan<int> order, int firstRow)
    {
        _firstRow = firstRow;
        _lengths.Upload(time.Lengths);
        _order.Upload(order);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lengths.Dispose();
        _order.Dispose();
    }
}
