using System.Text;

namespace LstmGen.Data;

/// <summary>How <see cref="TextSource"/> reads lines.</summary>
public sealed record TextSourceOptions
{
    /// <summary>An id that is put before each line; null for none. Default: null.</summary>
    public int? StartToken { get; init; }

    /// <summary>An id that is put after each line; null for none. Default: null.</summary>
    public int? EndToken { get; init; }

    /// <summary>
    /// What ends the label of a line, or the first of two texts; null for the first blank or tab, of two texts for the first tab. Only for
    /// labelled lines and pairs. Default: null.
    /// </summary>
    public string? Separator { get; init; }

    /// <summary>The head that gets the targets. Default: <see cref="SequenceSet.DefaultHead"/>.</summary>
    public string Head { get; init; } = SequenceSet.DefaultHead;

    /// <summary>Sequences of a block. Default: 1024.</summary>
    public int BlockSequences { get; init; } = 1024;

    /// <summary>The encoding; null = UTF-8. Encodings that write a line break in more than a byte, such as UTF-16, are refused.</summary>
    public Encoding? Encoding { get; init; }
}
