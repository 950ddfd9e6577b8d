using System.Diagnostics.CodeAnalysis;

namespace LstmGen.Distributed.Tests;

/// <summary>Ranks that are threads of this process, for many runs in a short time. Each must have a model of its own.</summary>
internal sealed class ThreadRanks
{
    private readonly object _gate = new();
    private readonly byte[][] _given;
    private int _come;
    private long _meetings;
    private bool _left;

    private ThreadRanks(int ranks) => _given = new byte[ranks][];

    /// <summary>Runs <paramref name="body"/> once for each rank; gives what each returned or threw.</summary>
    /// <remarks>A rank that waits for one that has ended, which never comes, ends with <see cref="LeftAloneException"/>.</remarks>
    public static (T? Result, Exception? Failure)[] Run<T>(int ranks, Func<Distribution, T> body)
    {
        var all = new ThreadRanks(ranks);
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
            finally
            {
                all.Leave();
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return ends;
    }

    /// <summary>The same where all must return.</summary>
    public static T[] RunAll<T>(int ranks, Func<Distribution, T> body)
    {
        (T? Result, Exception? Failure)[] ends = Run(ranks, body);
        Exception[] failures = [.. ends.Select(end => end.Failure).OfType<Exception>().OrderBy(failure => failure is LeftAloneException)];
        return failures.Length == 0
            ? [.. ends.Select(end => end.Result!)]
            : throw new InvalidOperationException("A rank has failed.", failures[0]);
    }

    private void Meet()
    {
        lock (_gate)
        {
            long meeting = _meetings;
            if (!_left && ++_come == _given.Length)
            {
                (_come, _meetings) = (0, meeting + 1);
                Monitor.PulseAll(_gate);
            }

            while (_meetings == meeting)
            {
                if (_left)
                    throw new LeftAloneException();
                Monitor.Wait(_gate);
            }
        }
    }

    // A meeting to which a rank has not come will never be complete; one that is complete lets all go.
    private void Leave()
    {
        lock (_gate)
        {
            _left = true;
            Monitor.PulseAll(_gate);
        }
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

            all.Meet();
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

            all.Meet();
        }

        public override void Broadcast(Span<byte> values, int root)
        {
            Give(rank == root ? values : []);
            Assert.Equal(values.Length, all._given[root].Length);
            all._given[root].CopyTo(values);
            all.Meet();
        }

        [DoesNotReturn]
        public override void Abort(string reason)
        {
            all.Leave();
            throw new AbortedException(rank, reason);
        }

        private void Give(ReadOnlySpan<byte> values)
        {
            all._given[rank] = values.ToArray();
            all.Meet();
        }
    }
}

/// <summary>What a rank throws that ends the others.</summary>
internal sealed class AbortedException(int rank, string reason) : Exception(reason)
{
    public int Rank => rank;
}

/// <summary>What a rank throws that waits for one that has ended.</summary>
internal sealed class LeftAloneException() : OperationCanceledException("Another rank has ended, and this one waits for it.");
