using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Dropout; masks are drawn where they are used, forward and again backward.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MaskKernels
{
    private readonly GpuDevice _device;

    internal MaskKernels(GpuDevice device) => _device = device;

    /// <summary>to = from * mask for a sequence [T, B, stride]; <paramref name="shared"/>: one mask of a row for all steps.</summary>
    public void Apply(DeviceMask mask, StepLayout time, bool shared, int stride, ArrayView<float> from, ArrayView<float> to) =>
        _device.Launch(Steps, _device.OnePer((long)time.Steps * time.Batch * stride), mask, time, shared ? 1 : 0, stride, from, to);

    /// <summary>rows *= mask for [B, stride].</summary>
    public void ApplyRows(DeviceMask mask, StepLayout time, int stride, ArrayView<float> rows) =>
        _device.Launch(Rows, _device.OnePer((long)time.Batch * stride), mask, time, stride, rows);

    /// <summary>to = from * the mask that <see cref="Apply"/> gives each row's last step, for [B, stride].</summary>
    public void ApplyLast(DeviceMask mask, StepLayout time, bool shared, int stride, ArrayView<float> from, ArrayView<float> to) =>
        _device.Launch(LastRows, _device.OnePer((long)time.Batch * stride), mask, time, shared ? 1 : 0, stride, from, to);

    /// <summary>Draws one mask a row for all steps, [B, stride], as <see cref="LstmGen.CompilerServices.RowMask"/> does.</summary>
    public void DrawRows(DeviceMask mask, StepLayout time, int stride, ArrayView<float> rows) =>
        _device.Launch(RowMasks, _device.OnePer((long)time.Batch * stride), mask, time, stride, rows);

    /// <summary>
    /// Draws which units keep their state, [T, B, stride], as <see cref="LstmGen.CompilerServices.ZoneoutMask"/> does; where
    /// <paramref name="acts"/> is false, the expectation <paramref name="rate"/> throughout.
    /// </summary>
    public void DrawKept(DeviceMask mask, float rate, bool acts, StepLayout time, int stride, ArrayView<float> kept) =>
        _device.Launch(KeptUnits, _device.OnePer((long)time.Steps * time.Batch * stride), mask, rate, acts ? 1 : 0, time, stride, kept);

    /// <summary>
    /// to = from * mask, or to += from * mask, for steps of <paramref name="batch"/> rows with one mask a row, [B, stride].
    /// </summary>
    /// <param name="masks">[B, stride].</param>
    /// <param name="batch">B.</param>
    /// <param name="stride">Values of a row.</param>
    /// <param name="rows">Rows of from and to, of one step or of several.</param>
    /// <param name="from">[rows, stride].</param>
    /// <param name="to">[rows, stride].</param>
    /// <param name="add">Whether to add.</param>
    public void Multiply(ArrayView<float> masks, int batch, int stride, int rows, ArrayView<float> from, ArrayView<float> to, bool add) =>
        _device.Launch(Products, _device.OnePer((long)rows * stride), masks, batch * stride, rows * stride, from, to, add ? 1 : 0);

    private static void RowMasks(DeviceMask mask, StepLayout time, int stride, ArrayView<float> rows)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride;
        if (row < time.Batch)
            rows[at] = mask.Factor(time.MaskRow(row) * stride + at % stride);
    }

    private static void KeptUnits(DeviceMask mask, float rate, int acts, StepLayout time, int stride, ArrayView<float> kept)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride % time.Batch, t = at / stride / time.Batch;
        if (t >= time.Steps)
            return;
        long position = time.MaskStep(row, t);
        kept[at] = acts == 0 ? rate : mask.IsDropped(position * stride + at % stride) ? 1f : 0f;
    }

    private static void Products(ArrayView<float> masks, int period, int count, ArrayView<float> from, ArrayView<float> to, int add)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < count)
            to[at] = masks[at % period] * from[at] + (add != 0 ? to[at] : 0f);
    }

    private static void Steps(DeviceMask mask, StepLayout time, int shared, int stride, ArrayView<float> from, ArrayView<float> to)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride % time.Batch, t = at / stride / time.Batch;
        if (t >= time.Steps)
            return;
        long position = shared != 0 ? time.MaskRow(row) * time.MaskSteps : time.MaskStep(row, t);
        to[at] = from[at] * mask.Factor(position * stride + at % stride);
    }

    private static void Rows(DeviceMask mask, StepLayout time, int stride, ArrayView<float> rows)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride;
        if (row < time.Batch)
            rows[at] *= mask.Factor(time.MaskRow(row) * stride + at % stride);
    }

    private static void LastRows(DeviceMask mask, StepLayout time, int shared, int stride, ArrayView<float> from, ArrayView<float> to)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride;
        if (row >= time.Batch)
            return;
        long position = shared != 0 ? time.MaskRow(row) * time.MaskSteps : time.MaskStep(row, time.Lengths[row] - 1);
        to[at] = from[at] * mask.Factor(position * stride + at % stride);
    }
}
