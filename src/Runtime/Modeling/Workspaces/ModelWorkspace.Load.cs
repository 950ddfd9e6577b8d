using LstmGen.CompilerServices;

namespace LstmGen.Training;

public abstract partial class ModelWorkspace
{
    private int[] _loadLengths = [], _loaded = [], _loadStarts = [];

    /// <summary>The set of which <see cref="Load"/> took the batch at hand; null where its values were set one by one.</summary>
    internal SequenceSet? LoadedSet { get; private set; }

    /// <summary>The sequences of that set, [B].</summary>
    internal ReadOnlySpan<int> LoadedIndices => _loaded.AsSpan(0, Batch);

    /// <summary>
    /// Starts a batch of sequences of <paramref name="set"/>: input, and the targets of every head that the set has some
    /// for; targets of other heads are not read. Values go straight to their places; nothing is allocated once the buffers are large
    /// enough.
    /// </summary>
    /// <param name="set">The data.</param>
    /// <param name="indices">Which sequences, [B]; each must be longer than <paramref name="firstStep"/>.</param>
    /// <param name="firstStep">Steps left out at the start of each sequence.</param>
    /// <param name="steps">Steps read at most of each sequence.</param>
    /// <exception cref="ArgumentException">
    /// The set's input or targets are not what the model reads, or a sequence is not longer than <paramref name="firstStep"/>.
    /// </exception>
    public void Load(SequenceSet set, ReadOnlySpan<int> indices, int firstStep = 0, int steps = int.MaxValue) =>
        LoadBatch(set, indices, firstStep, steps, targets: true);

    /// <summary>The same, also without targets, for a forward pass alone.</summary>
    internal void LoadBatch(SequenceSet set, ReadOnlySpan<int> indices, int firstStep, int steps, bool targets)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(firstStep);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        if (_loadLengths.Length < indices.Length)
            (_loadLengths, _loaded, _loadStarts) = (new int[indices.Length], new int[indices.Length], new int[indices.Length]);
        int longest = 0, shortest = int.MaxValue;
        for (int row = 0; row < indices.Length; row++)
        {
            int length = Math.Min(set.Length(indices[row]) - firstStep, steps);
            if (length < 1)
                throw new ArgumentException(
                    $"Sequence {indices[row]} has {set.Length(indices[row])} steps, and firstStep is {firstStep}: nothing is left of it. "
                        + "Leave it out of indices, or begin at an earlier step.", nameof(firstStep));
            _loadLengths[row] = length;
            longest = Math.Max(longest, length);
            shortest = Math.Min(shortest, length);
        }

        longest = Math.Max(longest, Math.Max(Description.TimeSteps, Part.Steps));
        Begin(indices.Length, longest, shortest == longest ? default : _loadLengths.AsSpan(0, indices.Length));
        LoadedSet = set;
        indices.CopyTo(_loaded);
        if (Description.Features > 0)
            LoadFeatures(set, indices, firstStep);
        else
            LoadTokens(set, indices, firstStep);
        SetInput(present: true);
        foreach (HeadWorkspace head in _heads)
        {
            if (targets && set.TryTargets(head.Info.Name, out HeadTargets own))
                head.Load(set, own, indices, firstStep);
        }
    }

    /// <summary>
    /// Says that sequences of the batch that was loaded go on behind step <paramref name="end"/> of theirs, so that heads with one output
    /// for a whole sequence count nothing for them.
    /// </summary>
    internal void LeaveOpen(long end)
    {
        foreach (HeadWorkspace head in _heads)
            head.LeaveOpen(LoadedSet!, LoadedIndices, end);
    }

    private void LoadFeatures(SequenceSet set, ReadOnlySpan<int> indices, int firstStep)
    {
        int width = Description.Features;
        if (set.FeatureCount != width)
            throw new ArgumentException(
                $"set has {set.FeatureCount} features per step (0: token ids); {Description.Name} reads {width}.", nameof(set));
        Span<int> starts = _loadStarts.AsSpan(0, Batch);
        for (int row = 0; row < starts.Length; row++)
            starts[row] = set.Start(indices[_order[row]]) + firstStep * width;
        BatchFirst.Load(set.FeatureBlock, starts, width, Steps, this, Time, Input.Span, Panel.Pad(Description.InputWidth));
        LoadStatic(set, indices);
        ReadColumns(indices, firstStep, nameof(set));
    }

    private void LoadTokens(SequenceSet set, ReadOnlySpan<int> indices, int firstStep)
    {
        int vocabulary = Description.Vocabulary, batch = Batch, steps = Steps;
        if (!set.HasTokens)
            throw new ArgumentException($"set holds real features; {Description.Name} reads token ids.", nameof(set));
        ReadOnlySpan<int> lengths = Time.Lengths;
        for (int row = 0; row < batch; row++)
        {
            int index = indices[_order[row]];
            ReadOnlySpan<int> source = set.Tokens(index).Slice(firstStep, lengths[row]);
            for (int t = 0; t < steps; t++)
            {
                int token = t < source.Length ? source[t] : 0;
                if ((uint)token >= (uint)vocabulary)
                    throw new ArgumentException(
                        $"Sequence {index}, step {firstStep + t}: token id {token} is outside 0..{vocabulary - 1}.", nameof(set));
                _tokens[t * batch + row] = token;
            }
        }
    }
}
