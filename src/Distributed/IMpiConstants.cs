using System.Runtime.InteropServices;

namespace LstmGen.Distributed;

/// <summary>
/// The handles of MPI's own objects, which each library defines its own way. All fit a register, so that one set of imports serves both.
/// </summary>
internal interface IMpiConstants
{
    /// <summary>MPI_COMM_WORLD.</summary>
    nint World { get; }

    /// <summary>MPI_BYTE.</summary>
    nint Byte { get; }

    /// <summary>MPI_ERRORS_RETURN.</summary>
    nint ErrorsReturn { get; }
}

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

/// <summary>MPICH and those with its binary interface (Intel MPI, MVAPICH, Cray MPICH): handles are numbers.</summary>
internal sealed class MpichConstants : IMpiConstants
{
    /// <inheritdoc/>
    public nint World => 0x44000000;

    /// <inheritdoc/>
    public nint Byte => 0x4c00010d;

    /// <inheritdoc/>
    public nint ErrorsReturn => 0x54000001;
}
