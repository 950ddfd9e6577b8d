using ILGPU;

namespace LstmGen.CompilerServices;

public sealed partial class LossKernels
{
    /// <summary>
    /// Sigmoid cross-entropy of each label; see <see cref="LstmGen.CompilerServices.SigmoidCrossEntropy"/> for the formulas.
    /// </summary>
    /// <param name="rows">Outputs, losses and which rows count.</param>
    /// <param name="targets">t, [rows, labels].</param>
    /// <param name="labels">Labels of a row.</param>
    /// <param name="weights">Weight of each label's positives, or empty for 1 throughout.</param>
    /// <param name="scale">Factor of the gradient.</param>
    public void Sigmoid(LossRows rows, ArrayView<float> targets, int labels, ArrayView<float> weights, float scale) =>
        _device.Launch(SigmoidRows, _device.OnePer(rows.Count), rows, targets, labels, weights, scale);

    private static void SigmoidRows(LossRows rows, ArrayView<float> targets, int labels, ArrayView<float> weights, float scale)
    {
        int row = Grid.IdxX * Group.DimX + Group.IdxX;
        if (row >= rows.Count)
            return;
        bool counts = rows.IsValid(row);
        float sum = 0f;
        for (int i = 0; i < rows.Stride; i++)
        {
            float slope = 0f;
            if (counts && i < labels)
            {
                float x = rows.Outputs[row * rows.Stride + i], t = targets[row * labels + i];
                float positive = (weights.Length > 0 ? weights[i] : 1f) * t, negative = 1f - t;
                float e = Exponential.Exp(-IntrinsicMath.Abs(x)), softplus = Exponential.Log1p(e);
                // softplus(-x) and softplus(x)
                sum += positive * ((x < 0f ? -x : 0f) + softplus) + negative * ((x > 0f ? x : 0f) + softplus);
                float high = 1f / (1f + e), low = e / (1f + e); // sigmoid(|x|), sigmoid(-|x|)
                slope = scale * (negative * (x < 0f ? low : high) - positive * (x < 0f ? high : low));
            }

            rows.Gradients[row * rows.Stride + i] = slope;
        }

        rows.Losses[row] = sum;
    }
}
