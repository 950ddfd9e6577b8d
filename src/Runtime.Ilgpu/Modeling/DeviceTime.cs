using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>A <see cref="TimeLayout"/> on a device.</summary>
/// <param name="device">The device.</param>
/// <param name="time">The layout on the processor.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceTime(GpuDevice device, TimeLayout time) : IDisposable
{
    private readonly DeviceBlock<int> _lengths = new(device), _order = new(device), _maskRows = new(device);
    private BatchPart _part;
    private int[] _rows = [];

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
        new()
        {
            Steps = time.Steps, Batch = time.Batch, FirstRow = _part.FirstRow, Lengths = _lengths.View, Order = _order.View,
            MaskRows = _part.Rows is null ? _order.View : _maskRows.View, FirstStep = _part.FirstStep,
            MaskSteps = _part.WholeSteps > 0 ? time.StepsOf(_part.WholeSteps) : time.Steps,
        };

    /// <summary>Brings the layout of the batch at hand to the device.</summary>
    /// <param name="order">For each row inside, the caller's row.</param>
    /// <param name="part">Where the batch lies in a larger one.</param>
    internal void Upload(ReadOnlySpan<int> order, BatchPart part)
    {
        _part = part;
        _lengths.Upload(time.Lengths);
        _order.Upload(order);
        if (part.Rows is not { } rows)
            return;
        if (_rows.Length < order.Length)
            _rows = new int[order.Length];
        for (int row = 0; row < order.Length; row++)
            _rows[row] = rows[order[row]];
        _maskRows.Upload(_rows.AsSpan(0, order.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lengths.Dispose();
        _order.Dispose();
        _maskRows.Dispose();
    }
}
