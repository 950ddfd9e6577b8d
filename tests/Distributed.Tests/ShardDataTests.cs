namespace LstmGen.Distributed.Tests;

/// <summary>A training on sets that each rank has for its own shards depends on the sets and not on how many ranks hold them.</summary>
public sealed class ShardDataTests : IDisposable
{
    private const int Shards = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public static TheoryData<string> Names => [.. Runs.Names.Except(["truncated", "carried"])];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_ranks_ends_with_the_bits_of_one_process(string name)
    {
        string alone = Train(name, null);
        foreach (int ranks in new[] { 1, 2, 3, 4, 6, 8 })
            Assert.All(ThreadRanks.RunAll(ranks, distribution => Train(name, distribution)), digest => Assert.Equal(alone, digest));
    }

    [Fact]
    public void Every_sequence_is_used_once_in_an_epoch()
    {
        // A step of plain gradient descent on all data at once is the same however they are cut.
        Run whole = Runs.Create("crf"), cut = Runs.Create("crf");
        FitOptions options =
            whole.Options with { Epochs = 1, BatchSize = 31, Shuffle = false, Optimizer = new Sgd(0.1f), Validation = null, Metrics = [],
                Shards = 0 };
        double expected = whole.Model.Fit(whole.Train, options).Epochs[0].TrainLoss;
        SequenceSet[] sets = [cut.Train.Take(0..4), cut.Train.Take(4..14), cut.Train.Take(14..31)];
        double actual = cut.Model.Fit(new SequenceShards(sets), options with { BatchSize = 17 * 3, Shards = 3 }).Epochs[0].TrainLoss;
        Assert.Equal(expected, actual, 1e-5 * (1 + Math.Abs(expected)));
        Assert.True(Differs(whole.Model, cut.Model) < 1e-5, "One step on the same sequences gives the same weights.");
    }

    [Fact]
    public void A_run_goes_on_with_another_number_of_ranks()
    {
        string straight = Train("dropout", null), path = Path.Combine(_folder, "run.safetensors");
        ThreadRanks.RunAll(3, ranks => Train("dropout", ranks, options => options with { Epochs = 2, Checkpoint = new() { Path = path } }));
        Assert.All(
            ThreadRanks.RunAll(
                2, ranks => Train("dropout", ranks, options => options with { Checkpoint = new() { Path = path, Resume = true } })),
                digest => Assert.Equal(straight, digest));
    }

    [Fact]
    public void A_run_does_not_go_on_with_other_sets()
    {
        string path = Path.Combine(_folder, "run.safetensors");
        Train("dropout", null, options => options with { Epochs = 2, Checkpoint = new() { Path = path } });
        ArgumentException error =
            Assert.Throws<ArgumentException>(
                () => Train("dropout", null, options => options with { Checkpoint = new() { Path = path, Resume = true } }, skip: 1));
        Assert.Contains("training data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_sets_are_an_error_on_every_rank()
    {
        (string? _, Exception? Failure)[] ends = ThreadRanks.Run(2, ranks =>
        {
            Run run = Runs.Create("dropout");
            SequenceSet[] own = [.. ranks.OwnShards(Shards).Select(shard => Of(run.Train, shard)).Skip(ranks.Rank)];
            return Digest.Of(run.Model, run.Model.Fit(new SequenceShards(own), run.Options with { Distribution = ranks }));
        });
        Assert.Contains(
            "There are 3 sets, but rank 1 of 2 computes 4 of 8 shards, numbers 4 to 7.",
            Assert.IsType<ArgumentException>(ends[1].Failure).Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.IsType<DistributionException>(ends[0].Failure).Rank);
    }

    [Fact]
    public void Options_that_shards_cannot_keep_are_errors()
    {
        Assert.Contains("Set it to 16", Wrong(options => options with { BatchSize = 12 }), StringComparison.Ordinal);
        Assert.Contains("TruncatedSteps is 4", Wrong(options => options with { TruncatedSteps = 4 }), StringComparison.Ordinal);
        Assert.Contains("CarryState is true", Wrong(options => options with { CarryState = true }), StringComparison.Ordinal);
        Assert.Contains("Set it to 8", Wrong(options => options with { Shards = 0 }), StringComparison.Ordinal);
        Assert.Contains("DropLast", Wrong(options => options with { BatchSize = 8 * 8, DropLast = true }), StringComparison.Ordinal);
        Assert.Contains(
            "own[1] has no sequences",
            Assert.Throws<ArgumentException>(
                () => new SequenceShards(Runs.Create("few").Train, Runs.Create("few").Train.Take(0..0))).Message, StringComparison.Ordinal);
        Assert.All(
            ThreadRanks.Run(2, ranks => ranks.OwnShards(1).Count()),
            end => Assert.Equal("shards", Assert.IsType<ArgumentOutOfRangeException>(end.Failure).ParamName));
    }

    private static string Wrong(Func<FitOptions, FitOptions> change) =>
        Assert.ThrowsAny<ArgumentException>(() => Train("dropout", null, change)).Message;

    private static string Train(string name, Distribution? ranks, Func<FitOptions, FitOptions>? change = null, int skip = 0)
    {
        Run run = Runs.Create(name);
        FitOptions options =
            run.Options with { Distribution = ranks, Shards = Shards, BatchSize = run.Options.BatchSize > Shards ? 2 * Shards : Shards };
        IEnumerable<int> own = ranks?.OwnShards(Shards) ?? Enumerable.Range(0, Shards);
        var sets = new SequenceShards([.. own.Select(shard => Of(run.Train, shard, skip))]);
        return Digest.Of(run.Model, run.Model.Fit(sets, change is null ? options : change(options)));
    }

    // Parts of different sizes: the last shard has the most.
    private static SequenceSet Of(SequenceSet set, int shard, int skip = 0)
    {
        int from = shard * (set.Count - 3) / Shards, end = shard == Shards - 1 ? set.Count : (shard + 1) * (set.Count - 3) / Shards;
        return set.Take((shard == Shards - 1 ? from + skip : from)..end);
    }

    private static float Differs(IRecurrentModel a, IRecurrentModel b)
    {
        ReadOnlySpan<float> first = a.Parameters.Read(), second = b.Parameters.Read();
        float most = 0;
        for (int i = 0; i < first.Length; i++)
            most = Math.Max(most, Math.Abs(first[i] - second[i]));
        return most;
    }
}
