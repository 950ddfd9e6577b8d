using System.Text;

namespace LstmGen.Data;

/// <summary>How <see cref="TsFile"/> reads a file.</summary>
public sealed record TsOptions
{
    /// <summary>The head that gets the classes. Default: <see cref="SequenceSet.DefaultHead"/>.</summary>
    public string Head { get; init; } = SequenceSet.DefaultHead;

    /// <summary>
    /// What is done where a value is missing (<c>?</c>, <c>NaN</c> or nothing between commas); gaps are filled along the steps of a
    /// channel. Default: it is an error.
    /// </summary>
    public MissingValues Missing { get; init; }

    /// <summary>The encoding; null = what the file's byte order mark says, and UTF-8 where it has none. Default: null.</summary>
    public Encoding? Encoding { get; init; }
}
