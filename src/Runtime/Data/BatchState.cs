namespace LstmGen.Training;

/// <summary>The place of a <see cref="BatchSampler"/>: with it, a resumed run gets the same mini-batches.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Position">Mini-batches already given out in this epoch.</param>
public readonly record struct BatchState(int Epoch, int Position);
