namespace LstmGen.Data;

/// <summary>How <see cref="CsvSource"/> makes sequences of rows: by <see cref="SequenceColumn"/>, or by <see cref="Windows"/>.</summary>
public sealed record CsvSourceOptions
{
    /// <summary>Names of the columns that are features, in this order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>
    /// Name of the column that is equal in all rows of a sequence; the rows of a sequence follow each other, at most to the end of their
    /// file. Blanks and tabs around a name do not belong to it, other white space does. Null where each file is a series that is cut into
    /// windows.
    /// </summary>
    public string? SequenceColumn { get; init; }

    /// <summary>
    /// How each file is cut into windows, as <see cref="LstmGen.Data.Windows"/> cuts a series of the features' columns. Its
    /// <see cref="WindowOptions.Rows"/> are all and <see cref="WindowOptions.LookBack"/> is false. Null where there is a
    /// <see cref="SequenceColumn"/>.
    /// </summary>
    public WindowOptions? Windows { get; init; }

    /// <summary>
    /// Where there is a <see cref="SequenceColumn"/>, the columns of the targets: W of real values, one of classes. None for no targets.
    /// </summary>
    public IReadOnlyList<string> TargetColumns { get; init; } = [];

    /// <summary>
    /// What the targets are. Those of a whole sequence must be equal in all of its rows. Default: <see cref="SequenceTargetKind.Values"/>.
    /// <see cref="SequenceTargetKind.Labels"/> is not possible.
    /// </summary>
    public SequenceTargetKind Target { get; init; } = SequenceTargetKind.Values;

    /// <summary>Ids of classes that are written as text; null where they are whole numbers. Default: null.</summary>
    public LabelSet? Labels { get; init; }

    /// <summary>The head that gets the targets. Default: <see cref="SequenceSet.DefaultHead"/>.</summary>
    public string Head { get; init; } = SequenceSet.DefaultHead;

    /// <summary>
    /// Scales the features, and with <see cref="Windows"/> also the targets; fitted on these columns in this order. Null for none.
    /// </summary>
    public Scaler? Scaler { get; init; }

    /// <summary>
    /// How the files are written. Not for sources: columns of times, <see cref="TableOptions.FooterRows"/>, and
    /// <see cref="CsvOptions.Missing"/> other than an error.
    /// </summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>Sequences of a block. Default: 1024.</summary>
    public int BlockSequences { get; init; } = 1024;
}
