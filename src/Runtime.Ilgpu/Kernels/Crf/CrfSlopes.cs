using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Gradients of a linear-chain CRF: expected uses less given ones.</summary>
internal static class CrfSlopes
{
    /// <summary>dx_t(k) = P(y_t = k) - [k given at t]; a thread has one output.</summary>
    public static void Outputs(CrfArguments crf)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / crf.Rows.Stride, tag = at % crf.Rows.Stride;
        if (pair >= crf.Rows.Count)
            return;
        bool counts = tag < crf.Tags && crf.Rows.IsValid(pair);
        float slope = counts ? crf.Scale * Excess(crf, pair / crf.Rows.Time.Batch, pair % crf.Rows.Time.Batch, tag) : 0f;
        crf.Rows.Gradients[at] = crf.Sweep == 2 ? crf.Rows.Gradients[at] - slope : slope;
    }

    /// <summary>
    /// dT(i, j) = sum_t P(y_(t-1) = i, y_t = j) - given uses; start and end alike; a thread has one parameter of one row.
    /// </summary>
    public static void Parameters(CrfArguments crf, ArrayView<float> rowGradients)
    {
        int count = crf.Parameters.IntLength, square = crf.Tags * crf.Tags;
        int place = Grid.IdxX * Group.DimX + Group.IdxX, row = place / count, parameter = place % count;
        if (row >= crf.Rows.Time.Batch)
            return;
        int length = crf.Rows.Time.Lengths[row];
        float sum = 0f;
        if (parameter >= square)
        {
            bool start = parameter < square + crf.Tags;
            sum = Excess(crf, start ? 0 : length - 1, row, (parameter - square) % crf.Tags);
        }
        else
        {
            int from = parameter / crf.Tags, to = parameter % crf.Tags;
            for (int t = 1; t < length; t++)
                sum += Pair(crf, t, row, from, to) - (crf.Given(t - 1, row) == from && crf.Given(t, row) == to ? 1f : 0f);
        }

        rowGradients[place] = crf.Sweep == 2 ? rowGradients[place] - crf.Scale * sum : crf.Scale * sum;
    }

    /// <summary>gradient += the rows' gradients in the order of rows; a thread has one parameter.</summary>
    public static void SumRows(ArrayView<float> rowGradients, int batch, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= gradient.IntLength)
            return;
        float sum = gradient[at];
        for (int row = 0; row < batch; row++)
            sum += rowGradients[row * gradient.IntLength + at];
        gradient[at] = sum;
    }

    private static float Excess(CrfArguments crf, int t, int row, int tag)
    {
        int at = (row * crf.Rows.Time.Steps + t) * crf.Tags + tag;
        return Exponential.Exp(crf.Alpha[at] + crf.Beta[at]) - (crf.Given(t, row) == tag ? 1f : 0f);
    }

    // exp(alpha_(t-1)(i) + T(i, j) + x_t(j) + beta_t(j)), the shift between the steps taken out.
    private static float Pair(CrfArguments crf, int t, int row, int from, int to)
    {
        int step = row * crf.Rows.Time.Steps + t;
        return Exponential.Exp(
            crf.Alpha[(step - 1) * crf.Tags + from] - crf.Shifts[step - 1] + crf.Transition(from, to) + crf.Emission(t, row, to)
                + crf.Beta[step * crf.Tags + to]);
    }
}
