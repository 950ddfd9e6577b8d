using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Losses of a head's rows and the gradients of its outputs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class LossKernels
{
    private const int SumThreads = 64;
    private readonly GpuDevice _device;

    internal LossKernels(GpuDevice device) => _device = device;

    /// <summary>Losses of differences y - t and their slopes times <paramref name="scale"/>.</summary>
    /// <param name="rows">Outputs, losses and which rows count.</param>
    /// <param name="targets">t, [rows, width].</param>
    /// <param name="width">Outputs of a row.</param>
    /// <param name="kind">0 squared, 1 absolute, 2 Huber, 3 quantile.</param>
    /// <param name="parameter">Huber's delta or the quantile.</param>
    /// <param name="scale">Factor of the gradient.</param>
    public void Regression(LossRows rows, ArrayView<float> targets, int width, int kind, float parameter, float scale)
    {
        if (width > WideRow)
            _device.Launch(
                RegressionByGroup, new KernelConfig(rows.Count, GroupSums.Threads(_device, width)), rows, targets, width, kind, parameter,
                scale);
        else
            _device.Launch(RegressionRows, _device.OnePer(rows.Count), rows, targets, width, kind, parameter, scale);
    }

    /// <summary>Sum of the rows' losses, in an order of its own that never changes, to <paramref name="total"/>.</summary>
    public void Sum(ArrayView<float> losses, int count, ArrayView<float> total) =>
        _device.Launch(SumRows, new KernelConfig(1, _device.GroupSize(SumThreads)), losses, count, total);

    private static void RegressionRows(LossRows rows, ArrayView<float> targets, int width, int kind, float parameter, float scale)
    {
        int row = Grid.IdxX * Group.DimX + Group.IdxX;
        if (row >= rows.Count)
            return;
        bool counts = rows.IsValid(row);
        float sum = 0f;
        for (int i = 0; i < rows.Stride; i++)
        {
            float slope = 0f;
            if (counts && i < width)
            {
                float difference = rows.Outputs[row * rows.Stride + i] - targets[row * width + i];
                sum += Loss(difference, kind, parameter);
                slope = scale * Slope(difference, kind, parameter);
            }

            rows.Gradients[row * rows.Stride + i] = slope;
        }

        rows.Losses[row] = sum;
    }

    // Neighbouring threads have neighbouring values, so that a row is read and written in whole lines of the cache.
    private static void RegressionByGroup(LossRows rows, ArrayView<float> targets, int width, int kind, float parameter, float scale)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        int row = Grid.IdxX;
        bool counts = rows.IsValid(row);
        float sum = 0f;
        for (int i = Group.IdxX; i < rows.Stride; i += Group.DimX)
        {
            float slope = 0f;
            if (counts && i < width)
            {
                float difference = rows.Outputs[row * rows.Stride + i] - targets[row * width + i];
                sum += Loss(difference, kind, parameter);
                slope = scale * Slope(difference, kind, parameter);
            }

            rows.Gradients[row * rows.Stride + i] = slope;
        }

        sum = GroupSums.Sum(cells, sum);
        if (Group.IdxX == 0)
            rows.Losses[row] = sum;
    }

    private static float Loss(float difference, int kind, float parameter)
    {
        float size = IntrinsicMath.Abs(difference);
        if (kind == 1)
            return size;
        if (kind == 2)
            return size < parameter ? 0.5f * difference * difference : parameter * (size - 0.5f * parameter);
        if (kind == 3)
            return difference > 0f ? (1f - parameter) * difference : -parameter * difference;
        return difference * difference;
    }

    // Where the slope has a jump it is the difference, 0, or NaN, which must be seen.
    private static float Slope(float difference, int kind, float parameter)
    {
        if (kind == 1)
            return difference > 0f ? 1f : difference < 0f ? -1f : difference;
        if (kind == 2)
            return difference > parameter ? parameter : difference < -parameter ? -parameter : difference;
        if (kind == 3)
            return difference > 0f ? 1f - parameter : difference < 0f ? -parameter : difference;
        return 2f * difference;
    }

    private static void SumRows(ArrayView<float> losses, int count, ArrayView<float> total)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        float sum = 0f;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
            sum += losses[i];
        sum = GroupSums.Sum(cells, sum);
        if (Group.IdxX == 0)
            total[0] = sum;
    }
}
