using System.Collections.Immutable;

namespace LstmGen;

/// <summary>
/// The state of a batch: for each of the model's <see cref="StateInfo"/>s a block [layers x directions, batch, units], and after them for
/// each of its <see cref="CacheInfo"/>s a block [batch, steps, size] with the keys and values of the steps that were read. Rows are in the
/// caller's order.
/// </summary>
/// <remarks>To save a state keep <see cref="Batch"/>, <see cref="Lengths"/> and <see cref="Values"/>; see
/// <see cref="ModelState(ModelDescription, int, int)"/>.</remarks>
public sealed class ModelState
{
    private readonly ImmutableArray<StateInfo> _layout;
    private readonly int _perRow, _perStep;
    private float[] _values;
    private int[] _lengths;

    /// <summary>
    /// A zero state for <paramref name="batch"/> rows, without keys and values. The state of a model with a causal <c>[SelfAttention]</c>
    /// needs its <see cref="ModelDescription"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is no row, or more than a block of memory holds.</exception>
    public ModelState(ImmutableArray<StateInfo> layout, int batch)
        : this(layout, [], batch, 0)
    {
    }

    /// <summary>
    /// A zero state for <paramref name="batch"/> rows that has room for the keys and values of <paramref name="steps"/> steps. A saved
    /// state is restored by one with as many steps as its longest row has, whose <see cref="Lengths"/> and <see cref="Values"/> are then
    /// set.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Rows, at least 1.</param>
    /// <param name="steps">Steps, at least 0; of a model without a causal <c>[SelfAttention]</c> always 0.</param>
    /// <exception cref="ArgumentException">There is no row, more than a block of memory holds, or the model keeps nothing of
    /// steps.</exception>
    public ModelState(ModelDescription model, int batch, int steps = 0)
        : this(RequireModel(model).States, model.Caches, batch, steps)
    {
        if (steps > 0 && model.Caches.IsEmpty)
            throw new ArgumentException(
                $"steps is {steps}; {model.Name} has no causal [SelfAttention], so that its states keep nothing of steps. Give 0.",
                nameof(steps));
    }

    private ModelState(ImmutableArray<StateInfo> layout, ImmutableArray<CacheInfo> caches, int batch, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _layout = layout;
        Caches = caches;
        Batch = batch;
        Steps = steps;
        foreach (StateInfo info in _layout)
            _perRow += info.Length;
        foreach (CacheInfo info in caches)
            _perStep += info.Size;
        RequireSize(batch, steps);
        _values = new float[Count(batch, steps)];
        _lengths = caches.IsEmpty ? [] : new int[batch];
        Lengths.Fill(steps);
    }

    /// <summary>Rows.</summary>
    public int Batch { get; private set; }

    /// <summary>Steps whose keys and values have room, of the longest row; 0 where the model keeps none.</summary>
    public int Steps { get; private set; }

    /// <summary>
    /// Steps of each row that the next step attends to, [batch], each at most <see cref="Steps"/>; empty where the model keeps none. They
    /// are alike for a stream's state, and differ after a batch whose rows had different lengths.
    /// </summary>
    public Span<int> Lengths => Caches.IsEmpty ? default : _lengths.AsSpan(0, Batch);

    /// <summary>The blocks of recurrent states, one after another.</summary>
    public ImmutableArray<StateInfo> Layout => _layout;

    /// <summary>The blocks of keys and values, behind those.</summary>
    public ImmutableArray<CacheInfo> Caches { get; }

    /// <summary>All values.</summary>
    public Span<float> Values => _values.AsSpan(0, Count(Batch, Steps));

    /// <summary>The values of the recurrent states.</summary>
    internal Span<float> StateValues => _values.AsSpan(0, _perRow * Batch);

    /// <summary>
    /// The block called <paramref name="name"/>: [layers x directions, batch, units] of a recurrent state, [batch, steps, size] of keys and
    /// values.
    /// </summary>
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

            foreach (CacheInfo info in Caches)
            {
                if (info.Name == name)
                    return Cache(info);
            }

            throw new ArgumentException(
                $"name '{name}' is no state of this model; it has "
                    + $"{string.Join(", ", [.. _layout.Select(s => s.Name), .. Caches.Select(s => s.Name)])}.", nameof(name));
        }
    }

    /// <summary>Keys and values of a layer, [batch, steps, size].</summary>
    internal Span<float> Cache(CacheInfo info) =>
        _values.AsSpan((_perRow * Batch) + (info.Offset * Batch * Steps), info.Size * Batch * Steps);

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

    /// <summary>Sets every value to zero, and forgets all steps.</summary>
    public void Clear()
    {
        SetSteps(0);
        Values.Clear();
    }

    /// <summary>
    /// Copies <paramref name="other"/>, which must have the same blocks and batch; their names may differ. Takes over its number of steps,
    /// and allocates only where it never had as many.
    /// </summary>
    /// <exception cref="ArgumentException">It has others.</exception>
    public void CopyFrom(ModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.RequireShape(_layout, Caches, Batch, nameof(other));
        if (ReferenceEquals(other, this))
            return;
        SetSteps(other.Steps);
        other.Lengths.CopyTo(Lengths);
        other.Values.CopyTo(Values);
    }

    /// <summary>A zero state of the same model for another number of rows.</summary>
    internal ModelState Like(int batch) => new(_layout, Caches, batch, 0);

    /// <summary>Copies the recurrent states of <paramref name="other"/>, of the same blocks and batch; forgets all steps.</summary>
    internal void CopyStates(ModelState other)
    {
        SetSteps(0);
        other.StateValues.CopyTo(StateValues);
    }

    /// <summary>
    /// Has room for the keys and values of so many steps of each row, with all rows that long. Recurrent states stay, the rest is not set.
    /// </summary>
    internal void SetSteps(int steps)
    {
        if (Caches.IsEmpty)
            return;
        RequireSize(Batch, steps);
        int count = Count(Batch, steps);
        if (_values.Length < count)
            Array.Resize(ref _values, (int)Math.Min(Math.Max(count, 2L * _values.Length), Array.MaxLength));
        Steps = steps;
        Lengths.Fill(steps);
    }

    /// <summary>Throws unless the state has these blocks, whatever their names, and this number of rows.</summary>
    internal void RequireShape(ImmutableArray<StateInfo> layout, ImmutableArray<CacheInfo> caches, int batch, string name)
    {
        bool same = layout.Length == _layout.Length && Batch == batch;
        for (int i = 0; same && i < layout.Length; i++)
            same = (layout[i].Count, layout[i].Size) == (_layout[i].Count, _layout[i].Size);
        if (same && Caches.IsEmpty && !caches.IsEmpty)
            throw new ArgumentException(
                $"{name} has no keys and values, and the model attends to earlier steps ({Shape([], caches, batch)}). Make it by new "
                    + $"ModelState(model.Description, {batch}), not of Description.States alone.", name);
        if (!same || !SameSizes(caches))
            throw new ArgumentException($"{name} is {Shape(_layout, Caches, Batch)}; {Shape(layout, caches, batch)} is needed.", name);
        foreach (int length in Lengths)
        {
            if (length < 0 || length > Steps)
                throw new ArgumentException(
                    $"{name} has a row of {length} steps in Lengths; each must be between 0 and Steps, {Steps}.", name);
        }
    }

    private bool SameSizes(ImmutableArray<CacheInfo> caches)
    {
        bool same = caches.Length == Caches.Length;
        for (int i = 0; same && i < caches.Length; i++)
            same = caches[i].Size == Caches[i].Size;
        return same;
    }

    private static string Shape(ImmutableArray<StateInfo> layout, ImmutableArray<CacheInfo> caches, int batch)
    {
        var blocks = new List<string>();
        foreach (StateInfo info in layout)
            blocks.Add($"{info.Name} [{info.Count}, {batch}, {info.Size}]");
        foreach (CacheInfo info in caches)
            blocks.Add($"{info.Name} [{batch}, steps, {info.Size}]");
        return blocks.Count == 0 ? $"a state without values for {batch} rows" : string.Join(" and ", blocks);
    }

    private static ModelDescription RequireModel(ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model;
    }

    private int Count(int batch, int steps) => (_perRow + (_perStep * steps)) * batch;

    private void RequireSize(int batch, int steps)
    {
        if ((_perRow + ((long)_perStep * steps)) * (decimal)batch <= Array.MaxLength)
            return;
        throw steps == 0
            ? new ArgumentException(
                $"batch is {batch}: its state of {_perRow} values a row is more than a block of memory holds, "
                    + $"{Array.MaxLength}. Give fewer rows.", nameof(batch))
            : new ArgumentException(
                $"steps is {steps}: the keys and values of {batch} rows, {_perStep} a step, are more than a block of memory holds, "
                    + $"{Array.MaxLength}. Give fewer rows or steps.", nameof(steps));
    }

    /// <summary>Makes room for another number of rows; the values are then zero. Allocates only where it never had as many.</summary>
    internal void Resize(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        RequireSize(batch, 0);
        if (_values.Length < _perRow * batch)
            _values = new float[_perRow * batch];
        if (!Caches.IsEmpty && _lengths.Length < batch)
            _lengths = new int[batch];
        Batch = batch;
        Clear();
    }
}
