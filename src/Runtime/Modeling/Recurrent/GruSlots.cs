using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Where the gates r, z, n of a GRU's weights go in its gate rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GruSlots
{
    /// <summary>W_ih in rows q r z n.</summary>
    public static ReadOnlySpan<int> Input => [1, 2, 3];

    /// <summary>W_hh in rows q r z n: its part of n is q.</summary>
    public static ReadOnlySpan<int> Recurrent => [1, 2, 0];

    /// <summary>r and z in rows r z n.</summary>
    public static ReadOnlySpan<int> ResetAndUpdate => [0, 1];

    /// <summary>n in rows r z n.</summary>
    public static ReadOnlySpan<int> Candidate => [2];
}
