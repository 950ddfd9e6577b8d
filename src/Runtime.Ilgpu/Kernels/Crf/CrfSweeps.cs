using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// The two recursions of a linear-chain CRF over a row (Sutton and McCallum 2012, section 4.1); a group has a row, a thread some of the
/// tags.
/// </summary>
internal static class CrfSweeps
{
    /// <summary>Fills alpha, beta and the shifts of a row, and its loss.</summary>
    public static void Row(CrfArguments crf)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        int row = Grid.IdxX, steps = crf.Rows.Time.Steps, length = crf.Rows.Time.Lengths[row];
        for (int t = 0; t < length; t++)
        {
            int at = (row * steps + t) * crf.Tags;
            float max = LogSpace.Nothing, before = t > 0 ? crf.Shifts[row * steps + t - 1] : 0f;
            for (int tag = Group.IdxX; tag < crf.Tags; tag += Group.DimX)
            {
                float alpha = crf.Emission(t, row, tag) + (t > 0 ? Arriving(crf, at - crf.Tags, tag) - before : crf.Start(tag));
                crf.Alpha[at + tag] = alpha;
                max = LogSpace.Max(alpha, max);
            }

            max = GroupSums.Max(cells, max);
            if (Group.IdxX == 0)
                crf.Shifts[row * steps + t] = max;
            Group.Barrier();
        }

        float norm = 0f;
        for (int t = length - 1; t >= 0; t--)
        {
            int at = (row * steps + t) * crf.Tags;
            float own = LogSpace.Nothing;
            for (int tag = Group.IdxX; tag < crf.Tags; tag += Group.DimX)
            {
                float beta = t < length - 1 ? Leaving(crf, t + 1, row, tag) : crf.End(tag);
                crf.Beta[at + tag] = beta;
                own = LogSpace.Add(own, crf.Alpha[at + tag] + beta);
            }

            float sum = GroupSums.LogSum(cells, own);
            for (int tag = Group.IdxX; tag < crf.Tags; tag += Group.DimX)
                crf.Beta[at + tag] -= sum;
            norm = t == length - 1 ? sum : norm;
            Group.Barrier();
        }

        // Row losses stand at step 0.
        for (int t = 1 + Group.IdxX; t < steps; t += Group.DimX)
            crf.Rows.Losses[t * crf.Rows.Time.Batch + row] = 0f;
        if (Group.IdxX == 0)
            crf.Rows.Losses[row] = crf.Sweep == 0
                ? Loss(crf, row, length, norm)
                : crf.Sweep == 1 ? norm : Difference(crf, row, length, crf.Rows.Losses[row], norm);
    }

    // log sum_i exp(alpha(i) + T(i, tag)), alpha at a place.
    private static float Arriving(CrfArguments crf, int at, int tag)
    {
        float max = LogSpace.Nothing, sum = 0f;
        for (int i = 0; i < crf.Tags; i++)
            max = LogSpace.Max(crf.Alpha[at + i] + crf.Transition(i, tag), max);
        if (max == LogSpace.Nothing)
            return max;
        for (int i = 0; i < crf.Tags; i++)
            sum += Exponential.Exp(crf.Alpha[at + i] + crf.Transition(i, tag) - max);
        return max + Exponential.Log(sum);
    }

    // log sum_j exp(T(tag, j) + x_t(j) + beta_t(j)).
    private static float Leaving(CrfArguments crf, int t, int row, int tag)
    {
        int at = (row * crf.Rows.Time.Steps + t) * crf.Tags;
        float max = LogSpace.Nothing, sum = 0f;
        for (int j = 0; j < crf.Tags; j++)
            max = LogSpace.Max(crf.Transition(tag, j) + crf.Emission(t, row, j) + crf.Beta[at + j], max);
        if (max == LogSpace.Nothing)
            return max;
        for (int j = 0; j < crf.Tags; j++)
            sum += Exponential.Exp(crf.Transition(tag, j) + crf.Emission(t, row, j) + crf.Beta[at + j] - max);
        return max + Exponential.Log(sum);
    }

    // log of the sum over all paths less that over the possible ones, step by step likewise.
    private static float Difference(CrfArguments crf, int row, int length, float all, float possible)
    {
        float loss = all - possible;
        for (int t = 0; t < length - 1; t++)
            loss += crf.AllShifts[row * crf.Rows.Time.Steps + t] - crf.Shifts[row * crf.Rows.Time.Steps + t];
        return loss;
    }

    // log of the sum over all paths less the given path's score, step by step, so that no two large sums are subtracted.
    private static float Loss(CrfArguments crf, int row, int length, float norm)
    {
        int last = crf.Given(length - 1, row);
        float loss = norm - crf.End(last) - crf.Emission(length - 1, row, last) - crf.Start(crf.Given(0, row));
        for (int t = 0; t < length - 1; t++)
        {
            int tag = crf.Given(t, row);
            loss += crf.Shifts[row * crf.Rows.Time.Steps + t] - crf.Emission(t, row, tag) - crf.Transition(tag, crf.Given(t + 1, row));
        }

        return loss;
    }
}
