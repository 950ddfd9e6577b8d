using ILGPU;

namespace LstmGen.CompilerServices;

public sealed partial class LossKernels
{
    /// <summary>Multiplies the losses of rows, and the gradients of their outputs, by weights.</summary>
    /// <param name="rows">Losses and gradients.</param>
    /// <param name="weights">[rows], or [B] where the steps of a row have one.</param>
    public void Weigh(LossRows rows, ArrayView<float> weights)
    {
        WeighValues(rows.Gradients.SubView(0, (long)rows.Count * rows.Stride), rows.Stride, weights);
        WeighValues(rows.Losses.SubView(0, rows.Count), 1, weights);
    }

    /// <summary>Multiplies rows of values by weights; rows of weight 0 become 0, whatever they hold.</summary>
    /// <param name="values">[n][width].</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="weights">Of row i that at place i % their count.</param>
    public void WeighValues(ArrayView<float> values, int width, ArrayView<float> weights) =>
        _device.Launch(WeighRows, _device.OnePer(values.Length), values, width, weights);

    private static void WeighRows(ArrayView<float> values, int width, ArrayView<float> weights)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= values.IntLength)
            return;
        float weight = weights[at / width % weights.IntLength];
        values[at] = weight == 0f ? 0f : weight * values[at];
    }
}
