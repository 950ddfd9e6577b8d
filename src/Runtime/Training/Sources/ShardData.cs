using System.Globalization;
using System.Text;

namespace LstmGen.Training;

/// <summary>Sets of which each rank has those of its shards.</summary>
internal sealed class ShardData : TrainingData
{
    private readonly SequenceShards _own;
    private readonly ShardPlan _plan;
    private readonly int[] _counts; // sequences of every shard
    private readonly string _content;

    private ShardData(SequenceShards own, ShardPlan plan, int[] counts, string content) =>
        (_own, _plan, _counts, _content) = (own, plan, counts, content);

    /// <inheritdoc/>
    public override long Count => _counts.Sum(count => (long)count);

    /// <inheritdoc/>
    public override double? MeanSteps => null;

    /// <summary>Tells the ranks of one another's sets.</summary>
    /// <exception cref="ArgumentException">Sets and options do not fit.</exception>
    /// <exception cref="DistributionException">Those of another rank do not.</exception>
    public static ShardData Create(IRecurrentModel model, SequenceShards own, FitOptions options, RankGroup group)
    {
        group.RequireAll(RankGroup.Caught(() => Require(model, own, options)));
        byte[][] told = group.Gather(Encoding.UTF8.GetBytes(string.Join('\n', own.Sets.Select(RunFingerprint.Of))));
        byte[][] counts = group.Gather(Encoding.UTF8.GetBytes(string.Join(' ', own.Sets.Select(set => set.Count))));
        int[] all = [.. counts.SelectMany(rank => Encoding.UTF8.GetString(rank).Split(' '))
            .Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
        string contents = string.Join('\n', told.Select(Encoding.UTF8.GetString));
        string hash =
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(contents)).AsSpan(0, sizeof(ulong)));
        return new ShardData(
            own, ShardPlan.Of(options), all, $"{all.Sum(count => (long)count)} sequences in {all.Length} shards' own sets, {hash}");
    }

    /// <inheritdoc/>
    public override string Describe() => _content;

    /// <inheritdoc/>
    public override void Require(IRecurrentModel model, FitOptions options)
    {
        DataCheck.Require(model.Description, _own.Joined, 0, targets: true);
        DataCheck.RequireLearnable(model.Description, _own.Joined);
    }

    /// <inheritdoc/>
    public override IBatchFeed CreateFeed(IRecurrentModel model, FitOptions options, CancellationToken cancellation) =>
        new ShardFeed(_own, _plan, _counts, Batches(options));

    private static void Require(IRecurrentModel model, SequenceShards own, FitOptions options)
    {
        (model as EncoderDecoder)?.Require(own.Joined, options);
        if (options.ShardCount == 0)
            throw OptionsCheck.Wrong(nameof(options.Shards), $"is 0, but there are sets of shards. Set it to {own.Sets.Count}.");
        OptionsCheck.RequireShards(options);
        ShardPlan plan = ShardPlan.Of(options);
        if (own.Sets.Count != plan.Count)
        {
            throw new ArgumentException(
                $"There are {own.Sets.Count} sets, but rank {plan.Rank} of {plan.Ranks} computes {plan.Count} of {plan.Shards} shards, "
                    + $"numbers {plan.First} to {plan.First + plan.Count - 1}. "
                    + "Give a set for each of Distribution.OwnShards.", nameof(own));
        }

        if (options.BatchSize % plan.Shards != 0)
            throw OptionsCheck.Wrong(
                nameof(options.BatchSize),
                $"is {options.BatchSize}, of which {plan.Shards} shards cannot give equal parts. Set it to "
                    + $"{NextMultiple(options.BatchSize, plan.Shards)}.");
        if (options.TruncatedSteps is { } steps)
            throw OptionsCheck.Wrong(
                nameof(options.TruncatedSteps),
                $"is {steps}, but how many pieces a batch has depends on sequences of other shards. Leave it out, and cut the sequences.");
        if (options.CarryState)
            throw OptionsCheck.Wrong(
                nameof(options.CarryState), "is true, but shards of different sizes have no rows that follow one another. Leave it out.");
    }

    private static int NextMultiple(int value, int of) => checked((value + of - 1) / of * of);
}
