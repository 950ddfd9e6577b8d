using System.Runtime.InteropServices;

namespace LstmGen.Distributed;

/// <summary>The functions of MPI that are used. Handles are numbers of 32 bits or addresses: a register either way.</summary>
internal static unsafe partial class MpiNative
{
    private const string Library = "mpi"; // which file it is, MpiLibrary decides

    public const int ThreadMultiple = 3, ThreadSerialized = 2;

    [LibraryImport(Library)]
    public static partial int MPI_Get_library_version(byte* text, int* length);

    [LibraryImport(Library)]
    public static partial int MPI_Initialized(int* flag);

    [LibraryImport(Library)]
    public static partial int MPI_Init_thread(int* argc, byte*** argv, int required, int* provided);

    [LibraryImport(Library)]
    public static partial int MPI_Query_thread(int* provided);

    [LibraryImport(Library)]
    public static partial int MPI_Finalized(int* flag);

    [LibraryImport(Library)]
    public static partial int MPI_Finalize();

    [LibraryImport(Library)]
    public static partial int MPI_Comm_set_errhandler(nint comm, nint handler);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_rank(nint comm, int* rank);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_size(nint comm, int* size);

    [LibraryImport(Library)]
    public static partial int MPI_Allgatherv(
        byte* send, int count, nint sendType, byte* receive, int* counts, int* places, nint receiveType, nint comm);

    [LibraryImport(Library)]
    public static partial int MPI_Alltoallv(
        byte* send, int* sendCounts, int* sendPlaces, nint sendType, byte* receive, int* counts, int* places, nint receiveType, nint comm);

    [LibraryImport(Library)]
    public static partial int MPI_Iallgatherv(
        byte* send, int count, nint sendType, byte* receive, int* counts, int* places, nint receiveType, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Ialltoallv(
        byte* send, int* sendCounts, int* sendPlaces, nint sendType, byte* receive, int* counts, int* places, nint receiveType, nint comm,
        nint* request);

    /// <param name="request">Its state.</param>
    /// <param name="flag">Receives whether it is done.</param>
    /// <param name="status">An MPI_Status, of 24 bytes at most in the libraries that are known.</param>
    [LibraryImport(Library)]
    public static partial int MPI_Test(nint* request, int* flag, byte* status);

    [LibraryImport(Library)]
    public static partial int MPI_Bcast(byte* values, int count, nint type, int root, nint comm);

    [LibraryImport(Library)]
    public static partial int MPI_Error_string(int code, byte* text, int* length);

    [LibraryImport(Library)]
    public static partial int MPI_Abort(nint comm, int code);
}
