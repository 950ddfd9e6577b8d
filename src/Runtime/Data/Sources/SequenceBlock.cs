using LstmGen.Data;

namespace LstmGen;

/// <summary>
/// Sequences with their targets, to be filled by an <see cref="ISequenceReader"/>: begin a sequence by <see cref="AddFeatures"/> or
/// <see cref="AddTokens"/>, then add its targets for each head. It keeps its room, so that filling it again allocates nothing.
/// </summary>
/// <example><code>
/// reading.CopyTo(into.AddFeatures(steps: 24, file, row));
/// into.AddValues(head: 0)[0] = next;
/// </code></example>
public sealed class SequenceBlock
{
    private readonly GrowingArray<float> _features = new();
    private readonly GrowingArray<int> _tokens = new();
    private readonly GrowingArray<int> _starts = new();
    private readonly GrowingArray<int> _lengths = new();
    private readonly GrowingArray<string?> _files = new();
    private readonly GrowingArray<int> _rows = new();
    private readonly BlockTargets[] _targets;
    private readonly BlockWeights[] _weights;
    private SequenceSet? _set;
    private bool _grew;

    /// <summary>An empty block.</summary>
    /// <param name="shape">What its sequences are.</param>
    /// <exception cref="ArgumentException">A number of features or a width is out of range, or two heads have one name.</exception>
    public SequenceBlock(SequenceShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(shape.Features);
        ArgumentNullException.ThrowIfNull(shape.Targets);
        Shape = shape;
        foreach (TargetShape target in shape.Targets)
        {
            ArgumentNullException.ThrowIfNull(target, nameof(shape));
            ArgumentException.ThrowIfNullOrWhiteSpace(target.Head, nameof(shape));
            bool real = target.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;
            if (target.Width < 1 || (target.Width > 1 && !real))
                throw new ArgumentException(
                    $"The targets of head '{target.Head}' have Width {target.Width}; give {(real ? "at least 1" : $"1 for {target.Kind}")}.", nameof(shape));
            if (shape.Targets.Count(other => other.Head == target.Head) > 1)
                throw new ArgumentException($"The shape has targets for head '{target.Head}' twice. Give each head once.", nameof(shape));
        }

        RequireWeights(shape);
        _targets = [.. shape.Targets.Select(target => new BlockTargets(target))];
        _weights = [.. shape.Weights.Select(one => new BlockWeights(one))];
        Source = shape.Source is { } source ? new SequenceBlock(source) : null;
    }

    /// <summary>What the sequences are.</summary>
    public SequenceShape Shape { get; }

    /// <summary>
    /// What an encoder reads: add one sequence for each of this block, in the same order; null where <see cref="SequenceShape.Source"/> is.
    /// </summary>
    public SequenceBlock? Source { get; }

    /// <summary>Number of sequences.</summary>
    public int Count => _lengths.Count;

    /// <summary>Begins a sequence of real values.</summary>
    /// <param name="steps">Its steps, T, at least 1.</param>
    /// <param name="file">Where it comes from, for messages; null where it is no file.</param>
    /// <param name="row">Its row in the file, from 1; 0 where there are no rows.</param>
    /// <returns>Room for its values, [T, F] row by row, to be filled before the next call.</returns>
    /// <exception cref="InvalidOperationException">The sequences are token ids, or the one before lacks targets.</exception>
    public Span<float> AddFeatures(int steps, string? file = null, int row = 0)
    {
        if (Shape.Features == 0)
            throw new InvalidOperationException("The shape says Features = 0: its sequences are token ids. Add them by AddTokens.");
        Begin(steps, file, row, _features.Count);
        return _features.Add(checked(steps * Shape.Features), ref _grew);
    }

    /// <summary>Begins a sequence of token ids.</summary>
    /// <param name="steps">Its steps, T, at least 1.</param>
    /// <param name="file">Where it comes from, for messages; null where it is no file.</param>
    /// <param name="row">Its row in the file, from 1; 0 where there are no rows.</param>
    /// <returns>Room for its ids, [T], to be filled before the next call.</returns>
    /// <exception cref="InvalidOperationException">The sequences are real values, or the one before lacks targets.</exception>
    public Span<int> AddTokens(int steps, string? file = null, int row = 0)
    {
        if (Shape.Features > 0)
            throw new InvalidOperationException(
                $"The shape says Features = {Shape.Features}: its sequences are real values. Add them by AddFeatures.");
        Begin(steps, file, row, _tokens.Count);
        return _tokens.Add(steps, ref _grew);
    }

    /// <summary>Adds real targets of the sequence begun last.</summary>
    /// <param name="head">Place of the head in <see cref="SequenceShape.Targets"/>.</param>
    /// <returns>Room for [W] values, or [T, W] where they are per step.</returns>
    /// <exception cref="InvalidOperationException">The head's targets are no real values, or were added already.</exception>
    public Span<float> AddValues(int head)
    {
        BlockTargets targets = Expect(head, real: true);
        return targets.AddValues(targets.Shape.Kind == SequenceTargetKind.Values ? 1 : _lengths.Items[Count - 1], ref _grew);
    }

    /// <summary>Adds classes or labels of the sequence begun last.</summary>
    /// <param name="head">Place of the head in <see cref="SequenceShape.Targets"/>.</param>
    /// <param name="count">
    /// How many: needed for <see cref="SequenceTargetKind.Labels"/>, and for classes per step where a convolution with a stride shortens
    /// the sequence. Null for one class, or one per step.
    /// </param>
    /// <returns>Room for the classes.</returns>
    /// <exception cref="InvalidOperationException">The head's targets are real values, or were added already.</exception>
    public Span<int> AddClasses(int head, int? count = null)
    {
        BlockTargets targets = Expect(head, real: false);
        int own = targets.Shape.Kind switch
        {
            SequenceTargetKind.Class => 1,
            SequenceTargetKind.StepClasses => _lengths.Items[Count - 1],
            _ =>
                count
                    ?? throw new ArgumentNullException(
                        nameof(count), $"Head '{targets.Shape.Head}' has a list of labels for each sequence: say how many."),
        };
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        if (targets.Shape.Kind == SequenceTargetKind.Class && count is not (null or 1))
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"Head '{targets.Shape.Head}' has one class for each sequence. Leave count out.");
        return targets.AddIds(count ?? own, ref _grew);
    }

    /// <summary>Adds weights in the loss of the sequence begun last.</summary>
    /// <param name="place">Place of the weights in <see cref="SequenceShape.Weights"/>.</param>
    /// <param name="count">
    /// How many: only for weights per step where a convolution with a stride shortens the sequence. Null for one, or one per step.
    /// </param>
    /// <returns>Room for [1] weight, or [T] where they are per step; finite numbers of at least 0.</returns>
    /// <exception cref="InvalidOperationException">They were added already, or no sequence was begun.</exception>
    public Span<float> AddWeights(int place, int? count = null)
    {
        if ((uint)place >= (uint)_weights.Length)
            throw new ArgumentOutOfRangeException(
                nameof(place), place, $"place is {place}; the shape has {_weights.Length} kinds of weights, counted from 0.");
        BlockWeights weights = _weights[place];
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        if (!weights.Shape.PerStep && count is not (null or 1))
            throw new ArgumentOutOfRangeException(nameof(count), count, "There is one weight for each sequence. Leave count out.");
        if (weights.Count != Count - 1)
            throw new InvalidOperationException(Count == 0
                ? "The block has no sequence. Begin one by AddFeatures or AddTokens."
                : $"The sequence has the weights {place} already. Add them once.");
        return weights.Add(weights.Shape.PerStep ? count ?? _lengths.Items[Count - 1] : 1, ref _grew);
    }

    /// <summary>Empties the block and keeps its room.</summary>
    public void Clear()
    {
        _features.Clear();
        _tokens.Clear();
        _starts.Clear();
        _lengths.Clear();
        _files.Clear();
        _rows.Clear();
        foreach (BlockTargets targets in _targets)
            targets.Clear();
        foreach (BlockWeights weights in _weights)
            weights.Clear();
        Source?.Clear();
    }

    /// <summary>Whether what is added was checked before.</summary>
    internal bool Trusted { get; private set; }

    /// <summary>The block, of which no sequence will be checked.</summary>
    internal SequenceBlock Trust()
    {
        Trusted = true;
        Source?.Trust();
        return this;
    }

    /// <summary>The sequences as a set that changes with the block.</summary>
    internal SequenceSet Set()
    {
        SequenceSet? source = Source?.Set();
        if (_set is null || _grew || _set.Source != source)
        {
            _set = SequenceSet.OfBlock(
                Shape.Features > 0 ? _features.Items : null, Shape.Features, Shape.Features > 0 ? null : _tokens.Items, _starts.Items,
                _lengths.Items,
                [.. _targets.Select(targets => targets.View())], [.. _weights.Select(weights => weights.View())], source);
            _grew = false;
        }

        _set.Recount(Count);
        return _set;
    }

    /// <summary>Where sequence <paramref name="index"/> comes from; null where that was not said.</summary>
    internal (string File, int Row)? PlaceOf(int index) => _files.Items[index] is { } file ? (file, _rows.Items[index]) : null;

    /// <summary>Adds a sequence of another block's set.</summary>
    internal void Copy(SequenceSet from, int index)
    {
        if (Shape.Features > 0)
            from.Features(index).CopyTo(AddFeatures(from.Length(index)));
        else
            from.Tokens(index).CopyTo(AddTokens(from.Length(index)));
        for (int head = 0; head < _targets.Length; head++)
        {
            HeadTargets targets = from.Targets(head);
            if (_targets[head].IsReal)
                targets.Values(index).CopyTo(AddValues(head));
            else
                targets.Classes(index).CopyTo(AddClasses(head, targets.Classes(index).Length));
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            ReadOnlySpan<float> own = from.Weights[i].Of(index, from.Length(index));
            own.CopyTo(AddWeights(i, own.Length));
        }

        Source?.Copy(from.Source!, index);
    }

    /// <summary>Checks that the sequence begun last is whole, and its numbers finite.</summary>
    /// <exception cref="DataFormatException">It is not; the message names its place.</exception>
    internal void RequireWhole(string source)
    {
        if (Count == 0 || Trusted)
            return;
        int last = Count - 1;
        foreach (BlockTargets targets in _targets)
        {
            if (targets.Count != Count)
                throw Wrong(
                    source, last, $"the sequence has no targets for head '{targets.Shape.Head}'. Add them after AddFeatures or AddTokens.");
            if (targets.IsReal && NonFinite(targets.LastValues) is >= 0 and int at)
                throw Wrong(
                    source, last,
                    $"target {at} of head '{targets.Shape.Head}' is {targets.LastValues[at]}, which is not a finite number. Fill the gap or leave the sequence out.");
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            if (_weights[i].Count != Count)
                throw Wrong(source, last, $"the sequence has no weights {i}. Add them after AddFeatures or AddTokens.");
            if (_weights[i].FirstWrong is >= 0 and int at)
                throw Wrong(source, last, $"weight {at} of the weights {i} is {_weights[i].Last[at]}. Give a finite number of at least 0.");
        }

        if (Shape.Features > 0)
        {
            ReadOnlySpan<float> values = _features.Items.AsSpan(_starts.Items[last].._features.Count);
            if (NonFinite(values) is >= 0 and int at)
                throw Wrong(
                    source, last,
                    $"step {at / Shape.Features}, feature {at % Shape.Features} is {values[at]}, which is not a finite number. Fill the gap or leave the sequence out.");
        }
    }

    /// <summary>Checks that there is something to read for an encoder for each sequence.</summary>
    /// <exception cref="DataFormatException">There is not; the message names the place.</exception>
    internal void RequireSource(string source)
    {
        Source?.RequireWhole(source);
        if (Source is { } read && read.Count != Count)
            throw Wrong(
                source, Math.Min(read.Count, Count - 1),
                $"the block has {Count} sequences and {read.Count} in Source. Add one to SequenceBlock.Source for each.");
    }

    /// <summary>An error of a sequence.</summary>
    internal DataFormatException Wrong(string source, int index, string problem, Exception? cause = null) =>
        PlaceOf(index) is var (file, row)
            ? new(file, row, null, problem, cause)
            : new(source, 0, null, $"sequence {index} of the block: {problem}", cause);

    private void Begin(int steps, string? file, int row, int start)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        RequireWhole(file ?? "the source");
        _starts.Add(1, ref _grew)[0] = start;
        _lengths.Add(1, ref _grew)[0] = steps;
        _files.Add(1, ref _grew)[0] = file;
        _rows.Add(1, ref _grew)[0] = row;
    }

    private BlockTargets Expect(int head, bool real)
    {
        if ((uint)head >= (uint)_targets.Length)
            throw new ArgumentOutOfRangeException(
                nameof(head), head, $"head is {head}; the shape has targets of {_targets.Length} heads, counted from 0.");
        BlockTargets targets = _targets[head];
        if (targets.IsReal != real)
            throw new InvalidOperationException($"The targets of head '{targets.Shape.Head}' are {targets.Shape.Kind}. Add them by {(real ? nameof(AddClasses) : nameof(AddValues))}.");
        if (targets.Count != Count - 1)
            throw new InvalidOperationException(Count == 0
                ? "The block has no sequence. Begin one by AddFeatures or AddTokens."
                : $"The sequence has targets for head '{targets.Shape.Head}' already. Add them once.");
        return targets;
    }

    private static void RequireWeights(SequenceShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape.Weights, nameof(shape));
        foreach (WeightShape weights in shape.Weights)
        {
            ArgumentNullException.ThrowIfNull(weights, nameof(shape));
            if (weights.Head is { } head && shape.Targets.All(target => target.Head != head))
                throw new ArgumentException(
                    $"The shape has weights for head '{head}', but no targets. Name a head of the shape, or leave Head out for all.",
                    nameof(shape));
            if (shape.Weights.Count(other => other == weights) > 1)
                throw new ArgumentException($"The shape has {weights} twice. Give it once.", nameof(shape));
        }
    }

    private static int NonFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
