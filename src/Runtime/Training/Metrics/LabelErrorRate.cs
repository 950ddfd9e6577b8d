using LstmGen.Training;

namespace LstmGen;

/// <summary>Errors per label of sequences of labels without alignment: what speech and handwriting recognisers are measured by.</summary>
/// <remarks>
/// Sum of edit distances over the number of target labels; an edit is one label inserted, left out or replaced (Levenshtein
/// 1966). Above 1 where more is wrong than there are labels. With words as labels it is the word error rate, with characters
/// the character error rate. Source: Jurafsky and Martin, Speech and Language Processing, "Evaluation: Word Error Rate".
/// </remarks>
public sealed class LabelErrorRate : SequenceMetric
{
    private int[] row = [];
    private long edits, labels;

    /// <inheritdoc/>
    public override string Name => "label_error_rate";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <summary>Target labels counted since the last reset.</summary>
    public override long Count => labels;

    /// <inheritdoc/>
    public override double Value => labels == 0 ? double.NaN : (double)edits / labels;

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
    {
        edits += Distance(predicted, targets);
        labels += targets.Length;
    }

    /// <inheritdoc/>
    public override Metric CreateRun() => new LabelErrorRate();

    /// <inheritdoc/>
    public override void Reset() => (edits, labels) = (0, 0);

    // Row i of the table holds the distances of the first i decoded labels to every beginning of the targets (Wagner and Fischer 1974).
    private int Distance(ReadOnlySpan<int> decoded, ReadOnlySpan<int> targets)
    {
        if (row.Length <= targets.Length)
            row = new int[targets.Length + 1];
        for (int j = 0; j <= targets.Length; j++)
            row[j] = j;
        for (int i = 0; i < decoded.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < targets.Length; j++)
            {
                int replaced = diagonal + (decoded[i] == targets[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[targets.Length];
    }
}
