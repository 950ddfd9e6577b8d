namespace LstmGen.Training.Tests;

/// <summary>A set as a source of blocks, which allocates nothing itself and can fail, wait and watch.</summary>
internal sealed class SetSource(SequenceSet set, int perBlock) : ISequenceSource
{
    private readonly SequenceShape _shape = ShapeOf(set);

    public string Name => "a set";

    public SequenceShape Shape => _shape;

    public int BlockCount => (set.Count + perBlock - 1) / perBlock;

    /// <summary>With how many sequences in a batch they follow one another; null where that is not known.</summary>
    public int? Streams { get; init; }

    /// <summary>Told of each block before it is read.</summary>
    public Action<int, CancellationToken>? Reading { get; init; }

    /// <summary>The file and row of a sequence.</summary>
    public string? File { get; init; }

    /// <summary>Gives the first weight of a sequence in place of the set's; null for the set's.</summary>
    public Func<int, float?>? Weight { get; init; }

    /// <summary>A sequence for whose encoder nothing is read; -1 for none.</summary>
    public int Unread { get; init; } = -1;

    /// <summary>Readers that were opened and not closed.</summary>
    public int Open { get; private set; }

    public int CountOf(int block) => Math.Min(perBlock, set.Count - (block * perBlock));

    public string Describe() => $"{set.Count} sequences, {set.TotalSteps} steps";

    public ISequenceReader OpenReader() => new Reader(this);

    private sealed class Reader : ISequenceReader
    {
        private readonly SetSource _owner;

        public Reader(SetSource owner)
        {
            _owner = owner;
            _owner.Open++;
        }

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
            _owner.Reading?.Invoke(block, cancellationToken);
            for (int i = 0; i < _owner.CountOf(block); i++)
                _owner.Add(into, _owner.First(block) + i);
        }

        public void Dispose() => _owner.Open--;
    }

    private static SequenceShape ShapeOf(SequenceSet set) =>
        new(
            set.FeatureCount,
            [.. Enumerable.Range(0, set.HeadCount).Select(set.Targets)
                .Select(target => new TargetShape(target.Kind, target.Width, target.Name))])
        {
            Weights = set.HasWeights
                ? [.. Enumerable.Range(0, set.HeadCount).Select(set.Targets)
                    .Select(target => new WeightShape(HasSteps(target), target.Name))]
                : [],
            Source = set.Source is { } read ? ShapeOf(read) : null,
        };

    private int First(int block) => block * perBlock;

    private void Add(SequenceBlock into, int index)
    {
        if (set.HasTokens)
            set.Tokens(index).CopyTo(into.AddTokens(set.Length(index), File, File is null ? 0 : index + 1));
        else
            set.Features(index).CopyTo(into.AddFeatures(set.Length(index), File, File is null ? 0 : index + 1));
        for (int head = 0; head < set.HeadCount; head++)
        {
            HeadTargets targets = set.Targets(head);
            if (targets.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues)
                targets.Values(index).CopyTo(into.AddValues(head));
            else
                targets.Classes(index)
                    .CopyTo(into.AddClasses(head, targets.Kind == SequenceTargetKind.Class ? null : targets.Classes(index).Length));
        }

        for (int head = 0; head < _shape.Weights.Count; head++)
        {
            // Those of sequences and of steps as one.
            Span<float> weights = into.AddWeights(head);
            for (int t = 0; t < weights.Length; t++)
                weights[t] = set.Weight(index, t, _shape.Targets[head].Head);
            weights[0] = Weight?.Invoke(index) ?? weights[0];
        }

        if (set.Source is { } read && index != Unread)
            new SetSource(read, 1).Add(into.Source!, index);
    }

    private static bool HasSteps(HeadTargets targets) => targets.Kind is SequenceTargetKind.StepValues or SequenceTargetKind.StepClasses;
}
