using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>Words of a <see cref="Partner"/>, those of either writer far apart: neighbouring cache lines are fetched in pairs.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct PartnerWords
{
    /// <summary>
    /// 2 t after the share of turn t, 2 t + 1 from the begin of turn t + 1: while it is odd the thread may touch what the run works on.
    /// </summary>
    [FieldOffset(128)]
    public long Progress;

    /// <summary>The <see cref="First"/> under which the thread has taken part and is out again.</summary>
    [FieldOffset(136)]
    public long Gone;

    /// <summary>The ticket of the run that the thread wants to join.</summary>
    [FieldOffset(144)]
    public long Wish;

    /// <summary>When the thread began to wait for the caller and gave up, by the stopwatch; 0 where it has not.</summary>
    [FieldOffset(152)]
    public long GaveUp;

    /// <summary>The turn from which on the thread takes part; 0 where it does not.</summary>
    [FieldOffset(256)]
    public long First;

    /// <summary>The last turn whose share the caller has computed in the thread's place.</summary>
    [FieldOffset(264)]
    public long Covered;
}
