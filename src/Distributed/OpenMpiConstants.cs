using System.Runtime.InteropServices;

namespace LstmGen.Distributed;

/// <summary>Open MPI: handles are addresses of exported objects.</summary>
internal sealed class OpenMpiConstants(nint library) : IMpiConstants
{
    /// <inheritdoc/>
    public nint World { get; } = NativeLibrary.GetExport(library, "ompi_mpi_comm_world");

    /// <inheritdoc/>
    public nint Byte { get; } = NativeLibrary.GetExport(library, "ompi_mpi_byte");

    /// <inheritdoc/>
    public nint ErrorsReturn { get; } = NativeLibrary.GetExport(library, "ompi_mpi_errors_return");
}
