using System.Globalization;
using LstmGen.CompilerServices;

namespace LstmGen;

// How many threads there are.
public sealed partial class WorkerPool
{
    /// <summary>The most threads that a pool may have.</summary>
    public const int MaxThreads = 1024;

    private static readonly Lock Making = new();
    private static WorkerPool? s_shared;

    [ThreadStatic]
    private static int t_limit; // 0: none

    /// <summary>
    /// The pool that models use unless they are given another: one thread for each processor that the process may use, as its affinity mask
    /// and the quotas of its control groups allow, or LSTMGEN_THREADS of them.
    /// </summary>
    /// <remarks>It lasts as long as the process: <see cref="Dispose"/> does nothing to it.</remarks>
    /// <exception cref="InvalidOperationException">LSTMGEN_THREADS is no number of threads.</exception>
    public static WorkerPool Shared => s_shared ?? MakeShared();

    /// <summary>
    /// Threads that may take part in a run, the caller included; 1 to <see cref="MaxThreads"/>. Results do not depend on it. No more take
    /// part than there are processors.
    /// </summary>
    public int Threads
    {
        get => _threads;
        set
        {
            if (value is < 1 or > MaxThreads)
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"Threads must lie between 1 and {MaxThreads}; this process can use {UsableProcessors.Count}.");
            _threads = value;
        }
    }

    /// <summary>Whether <see cref="Dispose"/> does nothing, as of <see cref="Shared"/>.</summary>
    internal bool Lasts { get; init; }

    /// <summary>
    /// Whether other threads are waited for however long it takes, whatever processors there are: for tests of what the threads compute.
    /// </summary>
    internal bool Patient
    {
        get => _meeting.Patient;
        set => _meeting.Patient = value;
    }

    /// <summary>Called by each other thread where threads meet; for tests, which hold it up there.</summary>
    internal Action<Partner>? AtMeeting
    {
        set => _meeting.AtMeeting = value;
    }

    /// <summary>Threads that a run has where all keep up, the caller included.</summary>
    internal int ThreadsAtMost => Math.Min(Volatile.Read(ref _threads), UsableProcessors.AtOnce);

    /// <summary>Threads that runs begun by the calling thread have at most, whatever the pool; 0 for as many as there are.</summary>
    internal static int Limit
    {
        get => t_limit;
        set => t_limit = value;
    }

    /// <summary>
    /// Threads that a run would have at this moment, the caller included: those that keep up, and no more than processors; at least 1.
    /// </summary>
    internal int ThreadsNow
    {
        get
        {
            int threads = Volatile.Read(ref _threads); // once: another thread may set it meanwhile
            if (t_limit > 0) threads = Math.Min(threads, t_limit);
            if (Patient) return threads;
            int late = 0;
            Worker[] workers = Volatile.Read(ref _workers);
            for (int i = 0; i < workers.Length && i < threads - 1; i++)
                if (workers[i].Partner.Pause.Active) late++;
            return Math.Min(threads - late, UsableProcessors.AtOnce);
        }
    }

    internal static int ThreadsFrom(string? wish)
    {
        if (string.IsNullOrEmpty(wish)) return Math.Min(UsableProcessors.Count, MaxThreads);
        return int.TryParse(wish, NumberStyles.Integer, CultureInfo.InvariantCulture, out int threads) && threads is > 0 and <= MaxThreads
            ? threads
            : throw new InvalidOperationException(
                $"The environment variable LSTMGEN_THREADS is '{wish}'; use a whole number from 1 to {MaxThreads}, or leave it unset "
                    + "for one thread a processor.");
    }

    private static WorkerPool MakeShared()
    {
        lock (Making)
            return s_shared ??= new(ThreadsFrom(Environment.GetEnvironmentVariable("LSTMGEN_THREADS"))) { Lasts = true };
    }
}
