using System.ComponentModel;
using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>Cross-entropy of softmax probabilities (<c>nn.CrossEntropyLoss</c> with class indices).</summary>
/// <remarks>
/// <para>With q = log softmax(x), target y, class weights w, smoothing e and K classes, a row that is not ignored has</para>
/// <para>l = -(1 - e) w_y q_y - (e / K) sum_c w_c q_c,</para>
/// <para>dl/dx_c = ((1 - e) w_y + (e / K) sum_k w_k) p_c - (1 - e) w_y [c = y] - (e / K) w_c.</para>
/// <para>
/// The mean divides the sum over rows by the sum of w_y over the same rows, smoothing term included
/// (<see cref="Normalizer"/>). Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class SoftmaxCrossEntropy
{
    /// <summary>Loss of each row and the gradient.</summary>
    /// <param name="logits">Logits x, [rows][stride].</param>
    /// <param name="stride">Values from one row to the next; at least <paramref name="classes"/>.</param>
    /// <param name="classes">Classes, K.</param>
    /// <param name="targets">Class of each row, or <paramref name="ignoreIndex"/>; its length is the number of rows.</param>
    /// <param name="classWeights">Weight of each class, [classes]; empty: 1 throughout.</param>
    /// <param name="labelSmoothing">Share of the target's probability spread over all classes, e in [0, 1].</param>
    /// <param name="ignoreIndex">The target that marks a row as not counting: loss 0, gradient 0.</param>
    /// <param name="scale">Factor of the gradient: loss weight / <see cref="Normalizer"/> (<see cref="LossScale.Of"/>).</param>
    /// <param name="lossPerRow">Receives the unscaled loss of each row.</param>
    /// <param name="gradient">
    /// Receives scale * dl/dx, [rows][stride], padding columns 0; it is the only scratch. Empty: no gradient. May be the
    /// memory of <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentException">A span does not fit the rows, or a target is no class.</exception>
    public static void Compute(ReadOnlySpan<float> logits, int stride, int classes, ReadOnlySpan<int> targets,
        ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, float scale,
        Span<double> lossPerRow, Span<float> gradient)
    {
        int rows = targets.Length;
        RowCheck.Rows(logits.Length, rows, stride, classes, nameof(logits));
        RowCheck.Same(lossPerRow.Length, rows, nameof(lossPerRow));
        if (!gradient.IsEmpty)
            RowCheck.Rows(gradient.Length, rows, stride, classes, nameof(gradient));
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing must lie in [0, 1].");
        double totalWeight = CheckWeights(classWeights, classes);

        for (int row = 0; row < rows; row++)
        {
            Span<float> slope = gradient.IsEmpty ? default : gradient.Slice(row * stride, stride);
            if (!slope.IsEmpty)
                slope[classes..].Clear();
            if (targets[row] == ignoreIndex)
            {
                lossPerRow[row] = 0;
                slope.Clear();
                continue;
            }

            CheckTarget(targets, row, classes);
            lossPerRow[row] = Row(logits.Slice(row * stride, classes), targets[row], classWeights, totalWeight,
                labelSmoothing, scale, slope.IsEmpty ? default : slope[..classes]);
        }
    }

    private static double Row(ReadOnlySpan<float> x, int target, ReadOnlySpan<float> weights, double totalWeight,
        float labelSmoothing, float scale, Span<float> gradient)
    {
        float max = ExponentialRow.Max(x);
        double hard = (1.0 - labelSmoothing) * (weights.IsEmpty ? 1.0 : weights[target]);
        double soft = (double)labelSmoothing / x.Length;
        double shifted = (double)x[target] - max;
        double smoothed = soft > 0 ? ExponentialRow.WeightedSum(x, max, weights) : 0;

        double sum = ExponentialRow.Exponentials(x, max, gradient); // from here on gradient, which may be x, holds exp(x - max)
        double logSum = Math.Log(sum);
        double loss = hard * (logSum - shifted);
        if (soft > 0)
            loss += soft * (totalWeight * logSum - smoothed);
        if (gradient.IsEmpty)
            return loss;

        // The target's own entry in double: p - 1 would cancel for a class that is nearly certain.
        double weightOfP = hard + soft * totalWeight;
        double softTarget = soft * (weights.IsEmpty ? 1.0 : weights[target]);
        double others = sum - gradient[target];
        double own = soft == 0
            ? -hard * others / sum
            : weightOfP * gradient[target] / sum - hard - softTarget;

        TensorPrimitives.Multiply(gradient, (float)(scale * weightOfP / sum), gradient);
        if (soft > 0 && weights.IsEmpty)
            TensorPrimitives.Subtract(gradient, (float)(scale * soft), gradient);
        else if (soft > 0)
            TensorPrimitives.MultiplyAdd(weights, (float)(-scale * soft), gradient, gradient);
        gradient[target] = (float)(scale * own);
        return loss;
    }
}
