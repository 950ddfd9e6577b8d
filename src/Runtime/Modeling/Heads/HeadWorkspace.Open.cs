namespace LstmGen.Training;

// Rows of which the batch holds the beginning only: a head with one output per sequence has none for them yet.
public sealed partial class HeadWorkspace
{
    private bool[] _open = [];

    /// <summary>Whether some rows go on behind the batch at hand, and the head's outputs for them mean nothing.</summary>
    internal bool HasOpenRows { get; set; }

    /// <summary>Whether a row inside is such a one.</summary>
    internal bool IsOpen(int row) => HasOpenRows && _open[row];

    /// <summary>
    /// Takes the sequences of the batch that are longer than <paramref name="end"/> steps out of the loss, and out of metrics, where the
    /// head has one output for the whole sequence.
    /// </summary>
    internal void LeaveOpen(SequenceSet set, ReadOnlySpan<int> sequences, long end)
    {
        if (Info.EveryStep)
            return;
        if (_open.Length < sequences.Length)
            _open = new bool[sequences.Length];
        for (int row = 0; row < sequences.Length; row++)
        {
            _open[row] = set.Length(sequences[_owner.Order[row]]) > end;
            HasOpenRows |= _open[row];
        }

        if (!HasOpenRows)
            return;
        if (!HasLossWeights)
            ReserveWeights();
        HasLossWeights = true;
        for (int row = 0; row < sequences.Length; row++)
        {
            if (_open[row])
                _lossWeights[row] = 0;
        }
    }
}
