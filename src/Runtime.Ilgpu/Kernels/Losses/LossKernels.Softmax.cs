using ILGPU;

namespace LstmGen.CompilerServices;

public sealed partial class LossKernels
{
    // Above this a group shares a row; below it a thread has one.
    private const int WideRow = 64;

    /// <summary>Softmax cross-entropy; see <see cref="LstmGen.CompilerServices.SoftmaxCrossEntropy"/> for the formulas.</summary>
    /// <param name="rows">Outputs, losses and which rows count.</param>
    /// <param name="targets">Class of each row.</param>
    /// <param name="classes">K.</param>
    /// <param name="weights">[K], or empty for 1 throughout.</param>
    /// <param name="totalWeight">Sum of the weights, K where there are none.</param>
    /// <param name="smoothing">Share of the target's probability spread over all classes.</param>
    /// <param name="ignoreIndex">The target that marks a row as not counting.</param>
    /// <param name="scale">Factor of the gradient.</param>
    public void Softmax(
        LossRows rows, ArrayView<int> targets, int classes, ArrayView<float> weights, float totalWeight, float smoothing, int ignoreIndex,
        float scale)
    {
        var loss = new SoftmaxLoss
        {
            Targets = targets, Weights = weights, Classes = classes, TotalWeight = totalWeight, Smoothing = smoothing,
            IgnoreIndex = ignoreIndex, Scale = scale,
        };
        if (classes > WideRow)
            _device.Launch(SoftmaxByGroup, new KernelConfig(rows.Count, GroupSums.Threads(_device, classes)), rows, loss);
        else
            _device.Launch(SoftmaxByThread, _device.OnePer(rows.Count), rows, loss);
    }

    private static void SoftmaxByThread(LossRows rows, SoftmaxLoss loss)
    {
        int row = Grid.IdxX * Group.DimX + Group.IdxX;
        if (row >= rows.Count)
            return;
        int at = row * rows.Stride, target = loss.Targets[row];
        bool counts = rows.IsValid(row) && target != loss.IgnoreIndex;
        for (int c = counts ? loss.Classes : 0; c < rows.Stride; c++)
            rows.Gradients[at + c] = 0f;
        rows.Losses[row] = 0f;
        if (!counts)
            return;

        float max = rows.Outputs[at], others = 0f, smoothed = 0f;
        for (int c = 1; c < loss.Classes; c++)
            max = LogSpace.Max(rows.Outputs[at + c], max);
        for (int c = 0; c < loss.Classes; c++)
        {
            float shifted = rows.Outputs[at + c] - max, e = Exponential.Exp(shifted);
            rows.Gradients[at + c] = e;
            others += c == target ? 0f : e;
            smoothed += loss.Weight(c) * shifted;
        }

        float sum = others + rows.Gradients[at + target];
        rows.Losses[row] = loss.Of(target, rows.Outputs[at + target] - max, Exponential.Log(sum), smoothed);
        for (int c = 0; c < loss.Classes; c++)
            rows.Gradients[at + c] = loss.Slope(c, target, rows.Gradients[at + c], sum, others);
    }

    private static void SoftmaxByGroup(LossRows rows, SoftmaxLoss loss)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        int row = Grid.IdxX, at = row * rows.Stride, target = loss.Targets[row];
        bool counts = rows.IsValid(row) && target != loss.IgnoreIndex;
        for (int c = (counts ? loss.Classes : 0) + Group.IdxX; c < rows.Stride; c += Group.DimX)
            rows.Gradients[at + c] = 0f;
        if (!counts)
        {
            if (Group.IdxX == 0)
                rows.Losses[row] = 0f;
            return;
        }

        float max = LogSpace.Nothing, others = 0f, smoothed = 0f;
        for (int c = Group.IdxX; c < loss.Classes; c += Group.DimX)
            max = LogSpace.Max(rows.Outputs[at + c], max);
        max = GroupSums.Max(cells, max);
        for (int c = Group.IdxX; c < loss.Classes; c += Group.DimX)
        {
            float shifted = rows.Outputs[at + c] - max, e = Exponential.Exp(shifted);
            rows.Gradients[at + c] = e;
            others += c == target ? 0f : e;
            smoothed += loss.Weight(c) * shifted;
        }

        others = GroupSums.Sum(cells, others);
        smoothed = loss.Smoothing > 0f ? GroupSums.Sum(cells, smoothed) : 0f;
        float own = rows.Outputs[at + target] - max, sum = others + Exponential.Exp(own);
        if (Group.IdxX == 0)
            rows.Losses[row] = loss.Of(target, own, Exponential.Log(sum), smoothed);
        for (int c = Group.IdxX; c < loss.Classes; c += Group.DimX)
            rows.Gradients[at + c] = loss.Slope(c, target, rows.Gradients[at + c], sum, others);
    }
}
