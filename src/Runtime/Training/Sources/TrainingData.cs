using System.Globalization;

namespace LstmGen.Training;

/// <summary>What a model is trained on: a set in memory, or a source that is read meanwhile.</summary>
internal abstract class TrainingData
{
    /// <summary>Sequences of an epoch.</summary>
    public abstract long Count { get; }

    /// <summary>Mean steps of a sequence, where they are known.</summary>
    public abstract double? MeanSteps { get; }

    /// <summary>Text that is the same for the same data and another for others.</summary>
    public abstract string Describe();

    /// <exception cref="ArgumentException">The data are not what the model reads and is trained on.</exception>
    public abstract void Require(ModelDescription model, FitOptions options);

    /// <summary>The batches of a training.</summary>
    public abstract IBatchFeed CreateFeed(ModelDescription model, FitOptions options, CancellationToken cancellation);

    public static implicit operator TrainingData(SequenceSet set) => new OfSet(set);

    /// <summary>A source.</summary>
    public static TrainingData Of(ISequenceSource source) => new OfSource(source);

    /// <summary>How batches are made.</summary>
    protected static BatchOptions Batches(FitOptions options) => new()
    {
        BatchSize = options.BatchSize,
        Shuffle = options.Shuffle,
        Seed = options.Seed,
        BucketBatches = options.Shuffle ? options.BucketBatches : 0,
        DropLast = options.DropLast,
    };

    private sealed class OfSet(SequenceSet set) : TrainingData
    {
        public override long Count => set.Count;

        public override double? MeanSteps => (double)set.TotalSteps / set.Count;

        public override string Describe() => RunFingerprint.Of(set);

        public override void Require(ModelDescription model, FitOptions options)
        {
            DataCheck.Require(model, set, options.TruncatedSteps ?? 0, targets: true);
            DataCheck.RequireLearnable(model, set);
        }

        public override IBatchFeed CreateFeed(ModelDescription model, FitOptions options, CancellationToken cancellation) => new SetFeed(set, Batches(options));
    }

    private sealed class OfSource(ISequenceSource source) : TrainingData
    {
        private long? _count;
        private int _shuffled;

        public override long Count => _count ??= Enumerable.Range(0, source.BlockCount).Sum(block => (long)source.CountOf(block));

        public override double? MeanSteps => null;

        public override string Describe() =>
            string.Create(CultureInfo.InvariantCulture, $"{source.Describe()}, {Count} sequences in {source.BlockCount} blocks, {_shuffled} shuffled together");

        public override void Require(ModelDescription model, FitOptions options)
        {
            if (options.TruncatedSteps is { } steps)
                throw OptionsCheck.Wrong(nameof(options.TruncatedSteps), $"is {steps}, but {source.Name} is read while training goes on, and how many pieces an epoch has is not known before. Leave it out, and have the source give shorter sequences.");
            SourceCheck.RequireShape(model, source);
            _shuffled = options.Shuffle ? options.ShuffleSequences : 0;
        }

        public override IBatchFeed CreateFeed(ModelDescription model, FitOptions options, CancellationToken cancellation) =>
            new SourceFeed(source, model, Batches(options), options.ShuffleSequences, Math.Max(options.ReadAheadBatches, options.AccumulateBatches), options.Epochs, cancellation);
    }
}
