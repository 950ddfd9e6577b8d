using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>What CTC needs before its sweeps over the steps.</summary>
internal static class CtcPreparation
{
    /// <summary>
    /// Finds the next equal label of each label, so that posteriors of one symbol can be added in one order; a thread has one label.
    /// </summary>
    public static void LinkLabels(CtcArguments ctc)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= ctc.Links.IntLength)
            return;
        int row = at / ctc.Widest, begin = row * ctc.Widest, own = at - begin, count = ctc.Counts[row];
        if (own >= count)
            return;
        int label = ctc.Labels[at], next = own + 1, before = own - 1;
        while (next < count && ctc.Labels[begin + next] != label)
            next++;
        while (before >= 0 && ctc.Labels[begin + before] != label)
            before--;
        ctc.Links[at] = before < 0 ? next : ~next;
    }

    /// <summary>
    /// log sum exp of the logits of a step, and its softmax in the gradient's place; 0 past a row's end; a thread has one step of a row.
    /// </summary>
    public static void Normalize(CtcArguments ctc)
    {
        int pair = Grid.IdxX * Group.DimX + Group.IdxX;
        LossRows rows = ctc.Rows;
        if (pair >= rows.Count)
            return;
        int at = pair * rows.Stride;
        bool counts = rows.IsValid(pair);
        for (int c = counts ? ctc.Symbols : 0; c < rows.Stride; c++)
            rows.Gradients[at + c] = 0f;
        rows.Losses[pair] = 0f;
        if (!counts)
            return;
        float max = rows.Outputs[at], sum = 0f;
        for (int c = 1; c < ctc.Symbols; c++)
            max = LogSpace.Max(rows.Outputs[at + c], max);
        for (int c = 0; c < ctc.Symbols; c++)
        {
            float e = Exponential.Exp(rows.Outputs[at + c] - max);
            rows.Gradients[at + c] = e;
            sum += e;
        }

        for (int c = 0; c < ctc.Symbols; c++)
            rows.Gradients[at + c] /= sum;
        ctc.Norms[pair] = max + Exponential.Log(sum);
    }
}
