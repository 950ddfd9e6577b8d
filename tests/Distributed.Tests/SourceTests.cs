using LstmGen.Data;

namespace LstmGen.Distributed.Tests;

/// <summary>Ranks that read one source each take their rows of its batches.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Any_number_of_ranks_ends_with_the_bits_of_one_process()
    {
        string alone = Train(null);
        foreach (int ranks in new[] { 1, 2, 3, 8 })
            Assert.All(ThreadRanks.RunAll(ranks, Train), digest => Assert.Equal(alone, digest));
    }

    [Fact]
    public void Pieces_and_validation_of_sources_are_shared_out_to_the_same_bits()
    {
        string pieces(Distribution? ranks) =>
            Train(ranks, more: options => options with { TruncatedSteps = 3, ValidationSource = new Drawn(7), Metrics = [new Mae()] });
        string alone = pieces(null);
        Assert.NotEqual(Train(null), alone);
        foreach (int ranks in new[] { 1, 2, 3, 8 })
            Assert.All(ThreadRanks.RunAll(ranks, pieces), digest => Assert.Equal(alone, digest));
    }

    [Fact]
    public void A_run_goes_on_with_another_number_of_ranks()
    {
        string straight = Train(null);
        var options = new CheckpointOptions { Path = Path.Combine(_folder, "run.safetensors"), Resume = true };
        Assert.All(ThreadRanks.RunAll(3, ranks => Train(ranks, options, stopAfter: 4)), digest => Assert.NotEqual(straight, digest));
        Assert.All(ThreadRanks.RunAll(2, ranks => Train(ranks, options)), digest => Assert.Equal(straight, digest));
    }

    [Fact]
    public void Ranks_that_measure_a_source_get_the_figures_of_one_process()
    {
        var model = new StepRegression(1);
        double alone = model.Evaluate(new Drawn(), batchSize: 4).Loss;
        Assert.All(
            ThreadRanks.RunAll(3, ranks => new StepRegression(1).Evaluate(new Drawn(), batchSize: 4, distribution: ranks).Loss),
            loss => Assert.Equal(alone, loss));
    }

    [Fact]
    public void Ranks_with_other_data_are_told_so()
    {
        (string? _, Exception? Failure)[] ends = ThreadRanks.Run(2, ranks => Train(ranks, source: new Drawn(ranks.Rank)));
        Assert.All(
            ends,
            end => Assert.Contains("training data", Assert.IsType<DistributionException>(end.Failure).Message, StringComparison.Ordinal));
    }

    private static string Train(Distribution? ranks) => Train(ranks, null);

    private static string Train(Distribution? ranks, CheckpointOptions? checkpoint =
        null, int stopAfter = int.MaxValue, Drawn? source = null,
        Func<FitOptions, FitOptions>? more = null)
    {
        var model = new StepRegression(1);
        FitOptions options = new()
        {
            Epochs = 2, BatchSize = 6, Shards = 8, Distribution = ranks, ShuffleSequences = 12, BucketBatches = 2, AccumulateBatches = 2,
            Checkpoint = checkpoint, Callbacks = [new Stop(stopAfter)],
        };
        History history = model.Fit(source ?? new Drawn(), more?.Invoke(options) ?? options);
        return Digest.Of(model, history);
    }

    private sealed class Stop(int after) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (context.Updates == after)
                context.StopTraining();
        }
    }

    /// <summary>Sequences of two features and a value per step, drawn by their place.</summary>
    private sealed class Drawn(long seed = 0) : ISequenceSource, ISequenceReader
    {
        public string Name => "drawn";

        public SequenceShape Shape { get; } = new(2, [new TargetShape(SequenceTargetKind.StepValues)]);

        public int BlockCount => 9;

        public int CountOf(int block) => 3 + (block % 3);

        public string Describe() => $"drawn by {seed}";

        public ISequenceReader OpenReader() => this;

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
            SeededRandom random = SeededRandom.ForStream(seed, block);
            for (int i = 0; i < CountOf(block); i++)
            {
                foreach (ref float value in into.AddFeatures(2 + random.NextInt(6)))
                    value = (float)random.NextGaussian();
                foreach (ref float value in into.AddValues(0))
                    value = (float)random.NextGaussian();
            }
        }

        public void Dispose()
        {
        }
    }
}
