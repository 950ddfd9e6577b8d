using System.Diagnostics.CodeAnalysis;

namespace LstmGen.Distributed;

/// <summary>A process that was started alone.</summary>
internal sealed class SingleRank : Distribution
{
    /// <inheritdoc/>
    public override int Rank => 0;

    /// <inheritdoc/>
    public override int Ranks => 1;

    /// <inheritdoc/>
    public override void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts) => own.CopyTo(all);

    /// <inheritdoc/>
    public override void AllToAll(
        ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts) =>
        send.CopyTo(receive);

    /// <inheritdoc/>
    public override void Broadcast(Span<byte> values, int root)
    {
    }

    /// <inheritdoc/>
    [DoesNotReturn]
    public override void Abort(string reason)
    {
        Console.Error.WriteLine($"LstmGen: cannot go on: {reason}");
        Environment.Exit(MpiWorld.FailureCode);
    }
}
