using System.Collections.Immutable;

namespace LstmGen;

/// <summary>
/// The recurrent state of a batch: for each of the model's <see cref="StateInfo"/>s a block
/// [layers x directions, batch, units], in the caller's row order.
/// </summary>
public sealed class ModelState
{
    private readonly ImmutableArray<StateInfo> _layout;
    private readonly int _perRow;
    private float[] _values;

    /// <summary>A zero state for <paramref name="batch"/> rows.</summary>
    /// <exception cref="ArgumentException">There is no row, or more than a block of memory holds.</exception>
    public ModelState(ImmutableArray<StateInfo> layout, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        _layout = layout;
        Batch = batch;
        foreach (StateInfo info in _layout)
            _perRow += info.Length;
        RequireSize(batch);
        _values = new float[_perRow * batch];
    }

    /// <summary>Rows.</summary>
    public int Batch { get; private set; }

    /// <summary>The blocks, one after another.</summary>
    public ImmutableArray<StateInfo> Layout => _layout;

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

    /// <summary>Whether it has the blocks of <paramref name="states"/>: as many, in the same order, of the same kinds and sizes.</summary>
    internal bool Fits(ImmutableArray<StateInfo> states)
    {
        if (states.Length != _layout.Length)
            return false;
        for (int i = 0; i < states.Length; i++)
        {
            if (states[i].Count != _layout[i].Count || states[i].Size != _layout[i].Size || !states[i].Kind.SequenceEqual(_layout[i].Kind))
                return false;
        }

        return true;
    }

    /// <summary>Sets every value to zero.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Copies <paramref name="other"/>, which must have the same blocks and batch; their names may differ.</summary>
    /// <exception cref="ArgumentException">It has others.</exception>
    public void CopyFrom(ModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.RequireShape(_layout, Batch, nameof(other));
        other.Values.CopyTo(Values);
    }

    /// <summary>Throws unless the state has these blocks, whatever their names, and this number of rows.</summary>
    internal void RequireShape(ImmutableArray<StateInfo> layout, int batch, string name)
    {
        bool same = layout.Length == _layout.Length && Batch == batch;
        for (int i = 0; same && i < layout.Length; i++)
            same = (layout[i].Count, layout[i].Size) == (_layout[i].Count, _layout[i].Size);
        if (!same)
            throw new ArgumentException($"{name} is {Shape(_layout, Batch)}; {Shape(layout, batch)} is needed.", name);
    }

    private static string Shape(ImmutableArray<StateInfo> layout, int batch)
    {
        var blocks = new List<string>();
        foreach (StateInfo info in layout)
            blocks.Add($"{info.Name} [{info.Count}, {batch}, {info.Size}]");
        return blocks.Count == 0 ? $"a state without values for {batch} rows" : string.Join(" and ", blocks);
    }

    private void RequireSize(int batch)
    {
        if ((long)_perRow * batch > Array.MaxLength)
            throw new ArgumentException($"batch is {batch}: its state of {_perRow} values a row is more than a block of memory holds, {Array.MaxLength}. Give fewer rows.", nameof(batch));
    }

    /// <summary>Makes room for another number of rows; the values are then zero. Allocates only where it never had as many.</summary>
    internal void Resize(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        RequireSize(batch);
        if (_values.Length < _perRow * batch)
            _values = new float[_perRow * batch];
        Batch = batch;
        Clear();
    }
}
