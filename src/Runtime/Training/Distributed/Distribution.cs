using System.Diagnostics.CodeAnalysis;

namespace LstmGen;

/// <summary>
/// Several processes (ranks) that train one model together, each on its part of every batch: <see cref="FitOptions.Distribution"/>. The
/// package <c>LstmGen.Distributed</c> has one for MPI, <c>Mpi.World</c>; a class of one's own may carry the bytes another way.
/// </summary>
/// <remarks>
/// All ranks call the methods in the same order, each blocks until its part is done, and no two threads of a rank call at once. Where a
/// call cannot be completed, it ends the job or throws.
/// </remarks>
public abstract class Distribution
{
    /// <summary>The shards into which a batch is cut where <see cref="FitOptions.Shards"/> does not say otherwise.</summary>
    public const int DefaultShards = 8;

    /// <summary>The number of this process, 0 to <see cref="Ranks"/> - 1.</summary>
    public abstract int Rank { get; }

    /// <summary>How many processes there are, at least 1.</summary>
    public abstract int Ranks { get; }

    /// <summary>The machine of this process, for messages.</summary>
    public virtual string Host => Environment.MachineName;

    /// <summary>
    /// Whether a call that waits for others leaves the processor to other threads of this process, because they compute meanwhile. It is
    /// the same on all ranks at each call; an engine that always waits so need not look at it.
    /// </summary>
    public virtual bool WaitsQuietly { get; set; }

    /// <summary>
    /// The shards of a batch that this process computes, as numbers from 0: those whose data <see cref="SequenceShards"/> takes.
    /// </summary>
    /// <param name="shards"><see cref="FitOptions.Shards"/>, at least <see cref="Ranks"/>.</param>
    public IEnumerable<int> OwnShards(int shards = DefaultShards)
    {
        if (shards < Ranks)
            throw new ArgumentOutOfRangeException(
                nameof(shards), shards, $"There are {Ranks} ranks, of which each needs a shard. Give {Ranks} or a multiple of it.");
        var plan = new Training.ShardPlan(shards, Rank, Ranks);
        return Enumerable.Range(plan.First, plan.Count);
    }

    /// <summary>Gives every rank the bytes of all.</summary>
    /// <param name="own">The bytes of this rank, as many as <paramref name="counts"/> says for it. They do not overlap
    /// <paramref name="all"/>.</param>
    /// <param name="all">Receives the bytes of rank 0, then those of rank 1, and so on.</param>
    /// <param name="counts">Bytes of each rank, [<see cref="Ranks"/>], the same on all ranks.</param>
    public abstract void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts);

    /// <summary>Gives every rank its bytes from each of the others.</summary>
    /// <param name="send">The bytes for rank 0, then those for rank 1, and so on.</param>
    /// <param name="sendCounts">Bytes for each rank, [<see cref="Ranks"/>].</param>
    /// <param name="receive">Receives the bytes from rank 0, then those from rank 1, and so on. It does not overlap
    /// <paramref name="send"/>.</param>
    /// <param name="receiveCounts">Bytes from each rank, [<see cref="Ranks"/>].</param>
    public abstract void AllToAll(
        ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts);

    /// <summary>Gives every rank the bytes of one.</summary>
    /// <param name="values">What rank <paramref name="root"/> sends and the others receive; of the same length on all ranks.</param>
    /// <param name="root">The rank that sends.</param>
    public abstract void Broadcast(Span<byte> values, int root);

    /// <summary>Ends all ranks at once, because this one cannot go on.</summary>
    /// <param name="reason">Why; it is written to the error stream together with rank and host.</param>
    [DoesNotReturn]
    public abstract void Abort(string reason);
}
