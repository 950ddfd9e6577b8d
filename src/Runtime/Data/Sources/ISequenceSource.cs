namespace LstmGen;

/// <summary>
/// Training data that are read while training goes on, because they are larger than memory. Sequences come in blocks, which can be read in
/// any order: <see cref="ModelTraining.Fit(IRecurrentModel, ISequenceSource, FitOptions)"/> reads blocks in a drawn order and mixes the
/// sequences of several, on a thread of its own.
/// </summary>
/// <remarks>
/// <para><c>LstmGen.Data</c> has sources for CSV files (<c>CsvSource</c>), lines of text (<c>TextSource</c>) and files of token ids
/// (<c>TokenSource</c>).</para>
/// <para>A source only describes, and may be given to several trainings at the same time; each opens a reader of its own. The blocks, their
/// sizes and their content must not change while it is used.</para>
/// </remarks>
public interface ISequenceSource
{
    /// <summary>What messages call the source, such as the name of its file.</summary>
    string Name { get; }

    /// <summary>What its sequences are.</summary>
    SequenceShape Shape { get; }

    /// <summary>Number of blocks, at least 1.</summary>
    int BlockCount { get; }

    /// <summary>Sequences of a block, at least 1. A few thousand, or a few megabytes, are a good size.</summary>
    /// <param name="block">0 to <see cref="BlockCount"/> - 1.</param>
    int CountOf(int block);

    /// <summary>
    /// Text that is the same for the same data and another for others, such as sizes and a hash of the content. A checkpoint keeps it, and
    /// ranks of a <see cref="Distribution"/> compare it.
    /// </summary>
    string Describe();

    /// <summary>
    /// Sequences of a batch with which each begins at the end of the one in its place in the batch before, so that its state can be carried
    /// (<see cref="FitOptions.CarryState"/>); another <see cref="FitOptions.BatchSize"/> is refused then. 0 where that holds for no number,
    /// null where the source does not know. Default: null.
    /// </summary>
    int? Streams => null;

    /// <summary>Opens the data. The reader is used by one thread at a time, and disposed.</summary>
    ISequenceReader OpenReader();
}
