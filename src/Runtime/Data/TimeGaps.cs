namespace LstmGen.Data;

/// <summary>
/// What <see cref="Windows"/> does where time is missing between two rows: a step of more than one and a half times the usual one, which is
/// the median of all steps of the series, or one that does not go forwards.
/// </summary>
public enum TimeGaps
{
    /// <summary>Nothing: windows count rows, and one may reach over the gap.</summary>
    Ignore,

    /// <summary>It is an error that names the rows.</summary>
    Refuse,

    /// <summary>Windows that reach over it, with their targets, are left out.</summary>
    LeaveOut,
}
