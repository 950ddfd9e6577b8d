namespace LstmGen.Modeling;

/// <summary>
/// The recurrent state of a batch: for each of the model's <see cref="StateInfo"/>s a block
/// [layers x directions, batch, units], in the caller's row order.
/// </summary>
public sealed class ModelState
{
    private readonly StateInfo[] _layout;
    private readonly int _perRow;
    private float[] _values;

    /// <summary>A zero state for <paramref name="batch"/> rows.</summary>
    public ModelState(ReadOnlySpan<StateInfo> layout, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        _layout = layout.ToArray();
        Batch = batch;
        foreach (StateInfo info in _layout)
            _perRow += info.Length;
        _values = new float[checked(_perRow * batch)];
    }

    /// <summary>Rows.</summary>
    public int Batch { get; private set; }

    /// <summary>The blocks, one after another.</summary>
    public ReadOnlySpan<StateInfo> Layout => _layout;

    /// <summary>All values.</summary>
    public Span<float> Values => _values.AsSpan(0, _perRow * Batch);

    /// <summary>The block called <paramref name="name"/>, [layers x directions, batch, units].</summary>
    /// <exception cref="ArgumentException">The model has no such state.</exception>
    public Span<float> this[string name]
    {
        get
        {
            foreach (StateInfo info in _layout)
            {
                if (info.Name == name)
                    return _values.AsSpan(info.Offset * Batch, info.Length * Batch);
            }

            throw new ArgumentException(
                $"name '{name}' is no state of this model; it has {string.Join(", ", _layout.Select(s => s.Name))}.", nameof(name));
        }
    }

    /// <summary>Sets every value to zero.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Copies <paramref name="other"/>, which must have the same layout and batch.</summary>
    public void CopyFrom(ModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Batch != Batch || other._perRow != _perRow)
            throw new ArgumentException($"other has {other.Batch} rows and {other.Values.Length} values; {Batch} rows and {Values.Length} values are needed.", nameof(other));
        other.Values.CopyTo(Values);
    }

    /// <summary>Makes room for another number of rows; the values are then zero. Allocates only where it never had as many.</summary>
    internal void Resize(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        if (_values.Length < checked(_perRow * batch))
            _values = new float[_perRow * batch];
        Batch = batch;
        Clear();
    }
}
