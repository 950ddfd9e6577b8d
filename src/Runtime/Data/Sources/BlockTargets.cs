namespace LstmGen.Data;

/// <summary>The targets of one head in a <see cref="SequenceBlock"/>.</summary>
internal sealed class BlockTargets(TargetShape shape)
{
    private readonly GrowingArray<float> _values = new();
    private readonly GrowingArray<int> _ids = new();
    private readonly GrowingArray<int> _starts = new();
    private readonly GrowingArray<int> _lengths = new();

    public TargetShape Shape => shape;

    public bool IsReal => shape.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;

    /// <summary>Sequences that have targets.</summary>
    public int Count => _starts.Count;

    public SequenceTarget View() => new(
        shape.Head, shape.Kind, shape.Width, IsReal ? _values.Items : null, IsReal ? null : _ids.Items, _starts.Items,
        IsReal ? null : _lengths.Items);

    public void Clear()
    {
        _values.Clear();
        _ids.Clear();
        _starts.Clear();
        _lengths.Clear();
    }

    public Span<float> AddValues(int steps, ref bool grew)
    {
        _starts.Add(1, ref grew)[0] = _values.Count;
        return _values.Add((long)steps * shape.Width, ref grew);
    }

    public Span<int> AddIds(int count, ref bool grew)
    {
        _starts.Add(1, ref grew)[0] = _ids.Count;
        _lengths.Add(1, ref grew)[0] = count;
        return _ids.Add(count, ref grew);
    }

    /// <summary>The real targets of the sequence that was added last.</summary>
    public ReadOnlySpan<float> LastValues => _values.Items.AsSpan(_starts.Items[Count - 1].._values.Count);
}
