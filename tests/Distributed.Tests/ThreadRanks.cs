using System.Diagnostics.CodeAnalysis;

namespace LstmGen.Distributed.Tests;

/// <summary>Ranks that are threads of this process, for many runs in a short time. Each must have a model of its own.</summary>
internal sealed class ThreadRanks : IDisposable
{
    private readonly Barrier _barrier;
    private readonly byte[][] _given;
    private readonly CancellationTokenSource _aborted = new();

    private ThreadRanks(int ranks) => (_barrier, _given) = (new Barrier(ranks), new byte[ranks][]);

    /// <summary>Runs <paramref name="body"/> once for each rank; gives what each returned or threw.</summary>
    public static (T? Result, Exception? Failure)[] Run<T>(int ranks, Func<Distribution, T> body)
    {
        using var all = new ThreadRanks(ranks);
        var ends = new (T?, Exception?)[ranks];
        Thread[] threads = [.. Enumerable.Range(0, ranks).Select(rank => new Thread(() =>
        {
            try
            {
                ends[rank] = (body(new Member(all, rank, ranks)), null);
            }
            catch (Exception e)
            {
                ends[rank] = (default, e);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return ends;
    }

    /// <summary>The same where all must return.</summary>
    public static T[] RunAll<T>(int ranks, Func<Distribution, T> body) =>
        [.. Run(ranks, body)
            .Select(end => end.Failure is null ? end.Result! : throw new InvalidOperationException("A rank has failed.", end.Failure))];

    public void Dispose()
    {
        _barrier.Dispose();
        _aborted.Dispose();
    }

    private sealed class Member(ThreadRanks all, int rank, int ranks) : Distribution
    {
        public override int Rank => rank;

        public override int Ranks => ranks;

        public override void AllGather(ReadOnlySpan<byte> own, Span<byte> values, ReadOnlySpan<int> counts)
        {
            Give(own);
            for (int other = 0; other < ranks; other++)
            {
                Assert.Equal(counts[other], all._given[other].Length);
                all._given[other].CopyTo(values);
                values = values[counts[other]..];
            }

            Meet();
        }

        public override void AllToAll(
            ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts)
        {
            byte[] counts = new byte[ranks * sizeof(int)];
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(sendCounts).CopyTo(counts);
            Give([.. counts, .. send]);
            for (int other = 0; other < ranks; other++)
            {
                int[] sent =
                    System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(all._given[other].AsSpan(0, counts.Length)).ToArray();
                Assert.Equal(receiveCounts[other], sent[rank]);
                all._given[other].AsSpan(counts.Length + sent.Take(rank).Sum(), sent[rank]).CopyTo(receive);
                receive = receive[sent[rank]..];
            }

            Meet();
        }

        public override void Broadcast(Span<byte> values, int root)
        {
            Give(rank == root ? values : []);
            Assert.Equal(values.Length, all._given[root].Length);
            all._given[root].CopyTo(values);
            Meet();
        }

        [DoesNotReturn]
        public override void Abort(string reason)
        {
            all._aborted.Cancel();
            throw new AbortedException(rank, reason);
        }

        private void Give(ReadOnlySpan<byte> values)
        {
            all._given[rank] = values.ToArray();
            Meet();
        }

        private void Meet() => all._barrier.SignalAndWait(all._aborted.Token);
    }
}

/// <summary>What a rank throws that ends the others.</summary>
internal sealed class AbortedException(int rank, string reason) : Exception(reason)
{
    public int Rank => rank;
}
