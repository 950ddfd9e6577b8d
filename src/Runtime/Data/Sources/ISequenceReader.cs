namespace LstmGen;

/// <summary>Reads the blocks of an <see cref="ISequenceSource"/>; of one training, on one thread.</summary>
public interface ISequenceReader : IDisposable
{
    /// <summary>Adds the sequences of a block, always the same ones in the same order.</summary>
    /// <param name="block">Which block.</param>
    /// <param name="into">Receives its sequences; it may hold those of other blocks.</param>
    /// <param name="cancellationToken">Cancelled where training ends: reading must end soon then, because the training waits for
    /// it.</param>
    /// <remarks>What it throws is thrown by the training. Name file and row: <see cref="LstmGen.Data.DataFormatException"/>.</remarks>
    void Read(int block, SequenceBlock into, CancellationToken cancellationToken);
}
