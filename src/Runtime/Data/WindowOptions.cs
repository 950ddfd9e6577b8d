namespace LstmGen.Data;

/// <summary>How <see cref="Windows"/> cuts a series.</summary>
public sealed record WindowOptions
{
    /// <summary>Rows per window, T.</summary>
    public required int Window { get; init; }

    /// <summary>Rows predicted after the window (for <see cref="WindowTarget.Ahead"/>). Default: 1.</summary>
    public int Horizon { get; init; } = 1;

    /// <summary>Rows left out between the window and the first predicted row. Default: 0.</summary>
    public int Gap { get; init; }

    /// <summary>Rows from one window's start to the next. Default: 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>What is predicted. Default: the rows after the window.</summary>
    public WindowTarget Target { get; init; } = WindowTarget.Ahead;

    /// <summary>Indices of the columns predicted; empty = all. Default: all.</summary>
    public IReadOnlyList<int> TargetColumns { get; init; } = [];

    /// <summary>The rows used, as one part of a <see cref="TimeSplit"/>. Default: all.</summary>
    public Range Rows { get; init; } = Range.All;

    /// <summary>
    /// Whether windows may begin before <see cref="Rows"/> while all their targets lie inside: a validation or test part
    /// then predicts its first rows too, from inputs that are known by then. Default: false.
    /// </summary>
    public bool LookBack { get; init; }

    /// <summary>
    /// What is done where time is missing between rows, as <see cref="TimeSeries.Times"/> show. Default: nothing, windows count rows.
    /// </summary>
    public TimeGaps TimeGaps { get; init; }

    /// <summary>The head that gets the targets. Default: <see cref="SequenceSet.DefaultHead"/>.</summary>
    public string Head { get; init; } = SequenceSet.DefaultHead;
}
