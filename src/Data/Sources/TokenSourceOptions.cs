namespace LstmGen.Data;

/// <summary>How <see cref="TokenSource"/> reads a file.</summary>
public sealed record TokenSourceOptions
{
    /// <summary>Steps of a sequence, T.</summary>
    public required int Window { get; init; }

    /// <summary>Bytes of a token id in the file, least significant first: 2 or 4. Default: 2, for vocabularies of up to 65,536.</summary>
    public int BytesPerToken { get; init; } = 2;

    /// <summary>
    /// Tokens from the begin of a sequence to that of the next; null for <see cref="Window"/>. Not with <see cref="Streams"/>.
    /// </summary>
    public int? Stride { get; init; }

    /// <summary>
    /// Where the state is carried from batch to batch (<see cref="FitOptions.CarryState"/>): the number of sequences of a batch,
    /// <see cref="FitOptions.BatchSize"/>; another is refused there. The file is cut into so many equal parts, and the sequences of a row
    /// of the batches follow each other in one part. 0 for none. Default: 0.
    /// </summary>
    public int Streams { get; init; }

    /// <summary>The head that gets the next token of each step as its target. Default: <see cref="SequenceSet.DefaultHead"/>.</summary>
    public string Head { get; init; } = SequenceSet.DefaultHead;

    /// <summary>Sequences of a block. Default: 1024.</summary>
    public int BlockSequences { get; init; } = 1024;
}
