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
