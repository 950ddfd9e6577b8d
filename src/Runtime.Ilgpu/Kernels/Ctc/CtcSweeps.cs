using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// The two sweeps of CTC over a row (Graves et al. 2006, equations 6 to 16); a group has a row, a thread some of the states.
/// </summary>
internal static class CtcSweeps
{
    /// <summary>The loss of a row, and its gradient where the softmax was.</summary>
    public static void Row(CtcArguments ctc)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        int row = Grid.IdxX, length = ctc.Rows.Time.Lengths[row], labels = ctc.Counts[row], states = 2 * labels + 1;
        float likelihood = Forward(ctc, cells, row, length, states);
        bool possible = likelihood > LogSpace.Nothing, zero = likelihood == LogSpace.Nothing && ctc.ZeroInfinity != 0;
        int divisor = labels > 0 ? labels : 1;
        if (Group.IdxX == 0)
            ctc.Rows.Losses[row] = zero ? 0f : -likelihood / divisor;
        if (possible)
            Backward(ctc, cells, row, length, labels, ctc.Scale / divisor);
        else
            Fill(ctc, row, length, zero ? 0f : float.NaN);
    }

    /// <summary>
    /// alpha_t(s) = e_t(s) + log(exp alpha_(t-1)(s) + exp alpha_(t-1)(s-1) + exp alpha_(t-1)(s-2)), the last where states may be
    /// skipped; the log-likelihood of the labels.
    /// </summary>
    private static float Forward(CtcArguments ctc, ArrayView<float> cells, int row, int length, int states)
    {
        float shift = 0f, total = 0f;
        for (int t = 0; t < length; t++)
        {
            int at = ctc.AlphaAt(row, t), before = at - ctc.States;
            float max = LogSpace.Nothing;
            for (int s = Group.IdxX; s < states; s += Group.DimX)
            {
                float alpha = t > 0
                    ? LogSpace.Add(
                        ctc.Alpha[before + s], s > 0 ? ctc.Alpha[before + s - 1] : LogSpace.Nothing,
                        ctc.Skips(row, s) ? ctc.Alpha[before + s - 2] : LogSpace.Nothing) - shift
                    : s < 2 ? 0f : LogSpace.Nothing;
                alpha += ctc.Emission(row, t, s);
                ctc.Alpha[at + s] = alpha;
                max = LogSpace.Max(alpha, max);
            }

            total += shift;
            shift = GroupSums.Max(cells, max);
            shift = shift == LogSpace.Nothing ? 0f : shift;
        }

        int end = ctc.AlphaAt(row, length - 1) + states - 1;
        return total + (states > 1 ? LogSpace.Add(ctc.Alpha[end], ctc.Alpha[end - 1]) : ctc.Alpha[end]);
    }

    /// <summary>
    /// beta_t(s) = log(exp w(s) + exp w(s+1) + exp w(s+2)), w = beta_(t+1) + e_(t+1), the last where states may be skipped;
    /// dx_t(c) = scale (softmax(x_t)(c) - sum of exp(alpha_t + beta_t) over the states of c).
    /// </summary>
    private static void Backward(CtcArguments ctc, ArrayView<float> cells, int row, int length, int labels, float scale)
    {
        int states = 2 * labels + 1;
        for (int t = length - 1; t >= 0; t--)
        {
            int alpha = ctc.AlphaAt(row, t), beta = ctc.BetaAt(row, t);
            float own = LogSpace.Nothing;
            for (int s = Group.IdxX; s < states; s += Group.DimX)
            {
                float value = t < length - 1
                    ? LogSpace.Add(
                        Ahead(ctc, row, t + 1, s), s + 1 < states ? Ahead(ctc, row, t + 1, s + 1) : LogSpace.Nothing,
                        s + 2 < states && ctc.Skips(row, s + 2) ? Ahead(ctc, row, t + 1, s + 2) : LogSpace.Nothing)
                    : s >= states - 2 ? 0f : LogSpace.Nothing;
                ctc.Beta[beta + s] = value;
                own = LogSpace.Add(own, ctc.Alpha[alpha + s] + value);
            }

            // The states' probabilities sum to 1 at every step.
            float norm = GroupSums.LogSum(cells, own), blanks = 0f;
            for (int s = Group.IdxX; s < states; s += Group.DimX)
            {
                float value = ctc.Beta[beta + s] - norm, posterior = Exponential.Exp(ctc.Alpha[alpha + s] + value);
                ctc.Beta[beta + s] = value;
                ctc.Alpha[alpha + s] = posterior;
                blanks += s % 2 == 0 ? posterior : 0f;
            }

            blanks = GroupSums.Sum(cells, blanks);
            Subtract(ctc, row, t, labels, blanks, scale);
        }
    }

    private static float Ahead(CtcArguments ctc, int row, int t, int s) => ctc.Beta[ctc.BetaAt(row, t) + s] + ctc.Emission(row, t, s);

    // The first label of each symbol subtracts for all of them, in their order.
    private static void Subtract(CtcArguments ctc, int row, int t, int labels, float blanks, float scale)
    {
        int at = (t * ctc.Rows.Time.Batch + row) * ctc.Rows.Stride, alpha = ctc.AlphaAt(row, t), links = row * ctc.Widest;
        for (int c = Group.IdxX; c < ctc.Symbols; c += Group.DimX)
            ctc.Rows.Gradients[at + c] *= scale;
        Group.Barrier();
        for (int label = Group.IdxX; label < labels; label += Group.DimX)
        {
            int next = ctc.Links[links + label];
            if (next < 0)
                continue;
            float sum = ctc.Alpha[alpha + 2 * label + 1];
            while (next < labels)
            {
                sum += ctc.Alpha[alpha + 2 * next + 1];
                next = ~ctc.Links[links + next];
            }

            ctc.Rows.Gradients[at + ctc.Labels[links + label]] -= scale * sum;
        }

        if (Group.IdxX == 0)
            ctc.Rows.Gradients[at + ctc.Blank] -= scale * blanks;
    }

    private static void Fill(CtcArguments ctc, int row, int length, float value)
    {
        for (int t = 0; t < length; t++)
        {
            int at = (t * ctc.Rows.Time.Batch + row) * ctc.Rows.Stride;
            for (int c = Group.IdxX; c < ctc.Symbols; c += Group.DimX)
                ctc.Rows.Gradients[at + c] = value;
        }
    }
}
