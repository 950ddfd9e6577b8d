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
    private int[] _row = [];
    private long _edits, _labels;

    /// <inheritdoc/>
    public override string Name => "label_error_rate";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <summary>Target labels counted since the last reset.</summary>
    public override long Count => _labels;

    /// <inheritdoc/>
    public override double Value => _labels == 0 ? double.NaN : (double)_edits / _labels;

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
    {
        _edits += Distance(predicted, targets);
        _labels += targets.Length;
    }

    /// <inheritdoc/>
    public override Metric CreateRun() => new LabelErrorRate();

    /// <inheritdoc/>
    public override void Reset() => (_edits, _labels) = (0, 0);

    // Row i of the table holds the distances of the first i decoded labels to every beginning of the targets (Wagner and Fischer 1974).
    private int Distance(ReadOnlySpan<int> decoded, ReadOnlySpan<int> targets)
    {
        if (_row.Length <= targets.Length)
            _row = new int[targets.Length + 1];
        for (int j = 0; j <= targets.Length; j++)
            _row[j] = j;
        for (int i = 0; i < decoded.Length; i++)
        {
            int diagonal = _row[0];
            _row[0] = i + 1;
            for (int j = 0; j < targets.Length; j++)
            {
                int replaced = diagonal + (decoded[i] == targets[j] ? 0 : 1);
                diagonal = _row[j + 1];
                _row[j + 1] = Math.Min(replaced, Math.Min(_row[j], diagonal) + 1);
            }
        }

        return _row[targets.Length];
    }
}
