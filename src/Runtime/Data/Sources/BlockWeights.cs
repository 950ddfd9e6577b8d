namespace LstmGen.Data;

/// <summary>Weights of one kind in a <see cref="SequenceBlock"/>.</summary>
internal sealed class BlockWeights(WeightShape shape)
{
    private readonly GrowingArray<float> _values = new();
    private readonly GrowingArray<int> _starts = new();
    private readonly GrowingArray<int> _lengths = new();

    public WeightShape Shape => shape;

    /// <summary>Sequences that have weights.</summary>
    public int Count => _starts.Count;

    /// <summary>Those of the sequence that was added last.</summary>
    public ReadOnlySpan<float> Last => _values.Items.AsSpan(_starts.Items[Count - 1].._values.Count);

    /// <summary>Place of the first of <see cref="Last"/> that can be no weight; -1 for none.</summary>
    public int FirstWrong
    {
        get
        {
            ReadOnlySpan<float> last = Last;
            for (int i = 0; i < last.Length; i++)
            {
                if (!WeightCheck.IsWeight(last[i]))
                    return i;
            }

            return -1;
        }
    }

    public SequenceWeights View() => new(shape.Head, shape.PerStep, _values.Items, _starts.Items, shape.PerStep ? _lengths.Items : null);

    public Span<float> Add(int count, ref bool grew)
    {
        _starts.Add(1, ref grew)[0] = _values.Count;
        _lengths.Add(1, ref grew)[0] = count;
        return _values.Add(count, ref grew);
    }

    public void Clear()
    {
        _values.Clear();
        _starts.Clear();
        _lengths.Clear();
    }
}
