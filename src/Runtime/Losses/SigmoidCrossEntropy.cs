using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>Binary cross-entropy of sigmoid probabilities, label by label (<c>nn.BCEWithLogitsLoss</c>).</summary>
/// <remarks>
/// <para>With target t in [0, 1], weight p of the positive class and softplus(x) = log(1 + exp x),</para>
/// <para>l = -(p t log sigmoid(x) + (1 - t) log(1 - sigmoid(x))) = p t softplus(-x) + (1 - t) softplus(x),</para>
/// <para>dl/dx = (1 - t) sigmoid(x) - p t sigmoid(-x): no term overflows or cancels at saturated logits.</para>
/// <para>
/// The mean over all elements is the caller's scale.
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SigmoidCrossEntropy
{
    private const int Lanes = 4;

    /// <summary>Loss of each row, summed over its labels, and the gradient.</summary>
    /// <param name="logits">Logits x, [rows][stride].</param>
    /// <param name="stride">Values from one row to the next; at least <paramref name="labels"/>.</param>
    /// <param name="targets">Targets t, [rows][labels] without padding.</param>
    /// <param name="labels">Labels of a row.</param>
    /// <param name="positiveWeights">Weight p of each label's positive class (<c>pos_weight</c>), [labels]; empty: 1 throughout.</param>
    /// <param name="scale">Factor of the gradient: loss weight / number of valid elements (<see cref="LossScale.Of"/>).</param>
    /// <param name="lossPerRow">Receives the unscaled sum per row; its length is the number of rows.</param>
    /// <param name="gradient">
    /// Receives scale * dl/dx, [rows][stride], padding columns 0. Empty: no gradient. May be the memory of
    /// <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentException">A span does not fit the rows.</exception>
    public static void Compute(ReadOnlySpan<float> logits, int stride, ReadOnlySpan<float> targets, int labels,
        ReadOnlySpan<float> positiveWeights, float scale, Span<double> lossPerRow, Span<float> gradient)
    {
        int rows = lossPerRow.Length;
        RowCheck.Rows(logits.Length, rows, stride, labels, nameof(logits));
        RowCheck.Same(targets.Length, (long)rows * labels, nameof(targets));
        if (!gradient.IsEmpty)
            RowCheck.Rows(gradient.Length, rows, stride, labels, nameof(gradient));
        if (!positiveWeights.IsEmpty)
            RowCheck.Same(positiveWeights.Length, labels, nameof(positiveWeights));

        for (int row = 0; row < rows; row++)
        {
            Span<float> slope = gradient.IsEmpty ? default : gradient.Slice(row * stride, stride);
            lossPerRow[row] = Row(logits.Slice(row * stride, labels), targets.Slice(row * labels, labels), positiveWeights,
                scale, slope.IsEmpty ? default : slope[..labels]);
            if (!slope.IsEmpty)
                slope[labels..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Row(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> positiveWeights,
        float scale, Span<float> gradient)
    {
        Vector256<double> one = Vector256<double>.One, loss = Vector256<double>.Zero;
        for (int i = 0; i < logits.Length; i += Lanes)
        {
            // Lanes beyond the row: x = -1000, t = 0 has loss 0.
            Vector256<double> x = Load(logits, i, -1000f), t = Load(targets, i, 0f);
            Vector256<double> p = positiveWeights.IsEmpty ? one : Load(positiveWeights, i, 0f);
            Vector256<double> positive = p * t, negative = one - t;

            Vector256<double> e = Vector256.Exp(-Vector256.Abs(x));
            Vector256<double> log1p = Vector256.ConditionalSelect(
                Vector256.LessThan(e, Vector256.Create(1e-9)), e, Vector256.Log(one + e));
            loss += positive * (Vector256.Max(-x, Vector256<double>.Zero) + log1p)
                + negative * (Vector256.Max(x, Vector256<double>.Zero) + log1p);
            if (gradient.IsEmpty)
                continue;

            Vector256<double> high = one / (one + e), low = e / (one + e); // sigmoid(|x|), sigmoid(-|x|)
            Vector256<double> isNegative = Vector256.LessThan(x, Vector256<double>.Zero);
            Vector256<double> slope = negative * Vector256.ConditionalSelect(isNegative, low, high)
                - positive * Vector256.ConditionalSelect(isNegative, high, low);
            Store(slope * scale, gradient, i);
        }

        return Vector256.Sum(loss);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ReadOnlySpan<float> values, int i, float beyond)
    {
        if (i <= values.Length - Lanes)
            return Widen(Vector128.Create(values[i..]));
        return Vector256.Create(
            (double)values[i],
            i + 1 < values.Length ? values[i + 1] : beyond,
            i + 2 < values.Length ? values[i + 2] : beyond,
            beyond);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> values) =>
        Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> values, Span<float> to, int i)
    {
        Vector128<float> narrow = Vector128.Narrow(values.GetLower(), values.GetUpper());
        if (i <= to.Length - Lanes)
        {
            narrow.CopyTo(to[i..]);
            return;
        }

        for (int k = i; k < to.Length; k++)
            to[k] = narrow[k - i];
    }
}
