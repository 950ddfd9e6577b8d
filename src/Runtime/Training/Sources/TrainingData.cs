using System.Globalization;

namespace LstmGen.Training;

/// <summary>What a model is trained on: a set in memory, or a source that is read meanwhile.</summary>
internal abstract class TrainingData
{
    /// <summary>Sequences of an epoch.</summary>
    public abstract long Count { get; }

    /// <summary>Whether it is known before how many pieces an epoch has.</summary>
    public virtual bool KnowsPieces => true;

    /// <summary>Mean steps of a sequence, where they are known.</summary>
    public abstract double? MeanSteps { get; }

    /// <summary>Text that is the same for the same data and another for others.</summary>
    public abstract string Describe();

    /// <exception cref="ArgumentException">The data are not what the model reads and is trained on.</exception>
    public abstract void Require(IRecurrentModel model, FitOptions options);

    /// <summary>
    /// What messages call the data, and with how many sequences in a batch they follow one another, 0 for none; null where they do with
    /// <paramref name="batchSize"/>, or it is not known.
    /// </summary>
    public virtual (string Name, int Streams)? OtherStreams(int batchSize) => null;

    /// <summary>The batches of a training.</summary>
    public abstract IBatchFeed CreateFeed(IRecurrentModel model, FitOptions options, CancellationToken cancellation);

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

        public override (string Name, int Streams)? OtherStreams(int batchSize) =>
            set.Streams is { } streams && !set.Follows(batchSize) ? ("the set", Math.Min(streams, set.Count)) : null;

        public override void Require(IRecurrentModel model, FitOptions options)
        {
            DataCheck.Require(model.Description, set, options.TruncatedSteps ?? 0, targets: true);
            DataCheck.RequireLearnable(model.Description, set);
        }

        public override IBatchFeed CreateFeed(IRecurrentModel model, FitOptions options, CancellationToken cancellation) =>
            new SetFeed(set, Batches(options));
    }

    private sealed class OfSource(ISequenceSource source) : TrainingData
    {
        private long? _count;
        private int _shuffled;

        public override long Count => _count ??= Enumerable.Range(0, source.BlockCount).Sum(block => (long)source.CountOf(block));

        public override bool KnowsPieces => false;

        public override double? MeanSteps => null;

        public override string Describe() =>
            string.Create(CultureInfo.InvariantCulture, $"{SourceText.Of(source)}, {_shuffled} shuffled together");

        public override (string Name, int Streams)? OtherStreams(int batchSize) =>
            source.Streams is { } streams && streams != batchSize ? (source.Name, streams) : null;

        public override void Require(IRecurrentModel model, FitOptions options)
        {
            if (options is { TruncatedSteps: { } steps, Schedule: { Unit: ScheduleUnit.Step } schedule })
                throw OptionsCheck.Wrong(
                    nameof(options.Schedule),
                    $"({schedule.Describe()}) has a rate for each update, but how many updates an epoch of {source.Name} has in pieces "
                        + $"of {steps} steps is not known before. Give a schedule by epochs, or leave TruncatedSteps out.");
            SourceCheck.RequireShape(model, source, options.TruncatedSteps ?? 0);
            _shuffled = options.Shuffle ? options.ShuffleSequences : 0;
        }

        public override IBatchFeed CreateFeed(IRecurrentModel model, FitOptions options, CancellationToken cancellation) =>
            new SourceFeed(
            source, Batches(options), options.ShuffleSequences, Math.Max(options.ReadAheadBatches, options.AccumulateBatches),
            options.Epochs,
            set => SourceCheck.RequireSequences(model, set, options.TruncatedSteps ?? 0, learns: true), cancellation);
    }
}
