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
public sealed partial class SequenceBlock
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
        RequireTargets(shape);
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
        return _features.Add((long)steps * Shape.Features, ref _grew);
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
            throw new InvalidOperationException($"The targets of head '{targets.Shape.Head}' are {targets.Shape.Kind}. Add them by "
                + $"{(real ? nameof(AddClasses) : nameof(AddValues))}.");
        if (targets.Count != Count - 1)
            throw new InvalidOperationException(Count == 0
                ? "The block has no sequence. Begin one by AddFeatures or AddTokens."
                : $"The sequence has targets for head '{targets.Shape.Head}' already. Add them once.");
        return targets;
    }
}
