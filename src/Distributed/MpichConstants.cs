namespace LstmGen.Distributed;

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
