using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LstmGen.Distributed;

/// <summary>The ranks of MPI_COMM_WORLD. Calls come from any thread, one at a time.</summary>
internal sealed unsafe class MpiWorld : Distribution
{
    /// <summary>Exit code of a job that a rank ends, EX_SOFTWARE of sysexits.h.</summary>
    public const int FailureCode = 70;

    private const int LongestError = 1024, StatusRoom = 64;
    private const uint NapMicroseconds = 50;
    private static readonly TimeSpan Reading = TimeSpan.FromMilliseconds(300);

    private readonly IMpiConstants _constants;
    private readonly bool _anyThread;
    private readonly int[] _sendPlaces, _places;
    private readonly Watchdog _watchdog;

    private MpiWorld(IMpiConstants constants, bool anyThread, int rank, int ranks)
    {
        (_constants, _anyThread, Rank, Ranks) = (constants, anyThread, rank, ranks);
        (_sendPlaces, _places) = (new int[ranks], new int[ranks]);
        _watchdog = new Watchdog(GiveUp);
    }

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Ranks { get; }

    /// <summary>Begins MPI, unless the program has done so.</summary>
    /// <exception cref="MpiException">It cannot begin.</exception>
    public static MpiWorld Begin(MpiLibrary library)
    {
        int begun = 0, ended = 0, threads = 0, rank = 0, ranks = 0;
        Check(MpiNative.MPI_Initialized(&begun), "MPI_Initialized");
        Check(MpiNative.MPI_Finalized(&ended), "MPI_Finalized");
        if (ended != 0)
            throw new MpiException("MPI was ended in this process, and cannot begin again. Ask for Mpi.World before that.");
        if (begun == 0)
            Check(MpiNative.MPI_Init_thread(null, null, MpiNative.ThreadMultiple, &threads), "MPI_Init_thread");
        else
            Check(MpiNative.MPI_Query_thread(&threads), "MPI_Query_thread");
        if (threads < MpiNative.ThreadSerialized)
            throw new MpiException($"{library.Version} was built, or begun, for calls of one thread only (level {threads}); level "
                + $"{MpiNative.ThreadSerialized} (MPI_THREAD_SERIALIZED) is needed.");
        nint world = library.Constants.World;
        Check(MpiNative.MPI_Comm_set_errhandler(world, library.Constants.ErrorsReturn), "MPI_Comm_set_errhandler");
        Check(MpiNative.MPI_Comm_rank(world, &rank), "MPI_Comm_rank");
        Check(MpiNative.MPI_Comm_size(world, &ranks), "MPI_Comm_size");
        var made = new MpiWorld(library.Constants, threads >= MpiNative.ThreadMultiple, rank, ranks);
        if (begun == 0)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => made.End();
        ProcessorShare.Take(made);
        return made;
    }

    /// <inheritdoc/>
    public override void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts)
    {
        Require(all.Length, Place(counts, _places), nameof(all));
        fixed (byte* send = own, receive = all)
        fixed (int* lengths = counts, places = _places)
        {
            using var _ = _watchdog.Begin();
            if (WaitsQuietly)
            {
                nint request = 0;
                Check(
                    MpiNative.MPI_Iallgatherv(
                        Some(send), own.Length, _constants.Byte, Some(receive), lengths, places, _constants.Byte, _constants.World,
                        &request),
                    "MPI_Iallgatherv");
                Complete(&request);
                return;
            }

            Check(
                MpiNative.MPI_Allgatherv(
                    Some(send), own.Length, _constants.Byte, Some(receive), lengths, places, _constants.Byte, _constants.World),
                    "MPI_Allgatherv");
        }
    }

    /// <inheritdoc/>
    public override void AllToAll(
        ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts)
    {
        Require(send.Length, Place(sendCounts, _sendPlaces), nameof(send));
        Require(receive.Length, Place(receiveCounts, _places), nameof(receive));
        fixed (byte* from = send, to = receive)
        fixed (int* sendLengths = sendCounts, lengths = receiveCounts, sendPlaces = _sendPlaces, places = _places)
        {
            using var _ = _watchdog.Begin();
            if (WaitsQuietly)
            {
                nint request = 0;
                Check(
                    MpiNative.MPI_Ialltoallv(
                        Some(from), sendLengths, sendPlaces, _constants.Byte, Some(to), lengths, places, _constants.Byte, _constants.World,
                        &request),
                    "MPI_Ialltoallv");
                Complete(&request);
                return;
            }

            Check(
                MpiNative.MPI_Alltoallv(
                    Some(from), sendLengths, sendPlaces, _constants.Byte, Some(to), lengths, places, _constants.Byte, _constants.World),
                "MPI_Alltoallv");
        }
    }

    /// <inheritdoc/>
    public override void Broadcast(Span<byte> values, int root)
    {
        fixed (byte* all = values)
        {
            using var _ = _watchdog.Begin();
            Check(MpiNative.MPI_Bcast(Some(all), values.Length, _constants.Byte, root, _constants.World), "MPI_Bcast");
        }
    }

    /// <inheritdoc/>
    [DoesNotReturn]
    public override void Abort(string reason)
    {
        Console.Error.WriteLine($"LstmGen: rank {Rank} of {Ranks} on {Host} cannot go on and ends the job: {reason}");
        LetLauncherRead();
        _ = MpiNative.MPI_Abort(_constants.World, FailureCode);
        Environment.FailFast("MPI_Abort has returned.");
    }

    // Looks from time to time, and sleeps in between while other threads compute. MPI's own waiting keeps a processor busy.
    private void Complete(nint* request)
    {
        byte* status = stackalloc byte[StatusRoom];
        int done = 0;
        while (true)
        {
            Check(MpiNative.MPI_Test(request, &done, status), "MPI_Test");
            if (done != 0)
                return;
            Nap();
        }
    }

    // Thread.Sleep does not sleep for less than a millisecond, in which a network carries 100 KB and more.
    private static void Nap()
    {
        if (OperatingSystem.IsWindows())
            Thread.Sleep(1);
        else
            _ = LibC.usleep(NapMicroseconds);
    }

    // By the watchdog's thread, while another one waits inside MPI.
    private void GiveUp(TimeSpan waited)
    {
        string reason =
            $"it has waited for other ranks for {waited.TotalSeconds:F0} s (Mpi.Timeout, LSTMGEN_MPI_TIMEOUT): one of them "
                + "hangs, or its machine is lost.";
        if (_anyThread)
            Abort(reason);
        Console.Error.WriteLine($"LstmGen: rank {Rank} of {Ranks} on {Host} ends the job: {reason}");
        LetLauncherRead();
        System.Diagnostics.Process.GetCurrentProcess().Kill(); // mpirun sees it and ends the others
    }

    // With the process. MPI_Finalize waits for the other ranks: where this one has failed, they are ended instead.
    private void End()
    {
        _watchdog.Stop();
        int ended = 0;
        _ = MpiNative.MPI_Finalized(&ended);
        if (ended != 0)
            return;
        if (Environment.ExitCode == 0)
        {
            _ = MpiNative.MPI_Finalize();
            return;
        }

        LetLauncherRead();
        _ = MpiNative.MPI_Abort(_constants.World, Environment.ExitCode);
    }

    // A launcher reads through a pipe what a rank writes. When it ends a job, MPICH's drops what it has not read by then.
    private static void LetLauncherRead()
    {
        Console.Out.Flush();
        Console.Error.Flush();
        Thread.Sleep(Reading);
    }

    private static int Place(ReadOnlySpan<int> counts, int[] places)
    {
        int at = 0;
        for (int rank = 0; rank < places.Length; rank++)
        {
            places[rank] = at;
            at = checked(at + counts[rank]);
        }

        return at;
    }

    private static void Require(int length, int needed, string name)
    {
        if (length != needed)
            throw new ArgumentException($"{name} has {length} bytes; the ranks' counts add up to {needed}.", name);
    }

    // Libraries may refuse a null address even of no bytes.
    private static byte* Some(byte* address) => address is null ? (byte*)sizeof(long) : address;

    private static void Check(int code, string function)
    {
        if (code == 0)
            return;
        byte* text = stackalloc byte[LongestError];
        int length = 0;
        string message = MpiNative.MPI_Error_string(code, text, &length) == 0
            ? Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestError))
            : "unknown";
        throw new MpiException($"{function} has failed: {message} (code {code}). A rank may have ended, or its machine is lost.");
    }
}
