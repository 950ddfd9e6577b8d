namespace LstmGen.Samples.Speech;

/// <summary>A recording of one word.</summary>
/// <param name="Samples">Samples at <see cref="Sound.Rate"/>.</param>
/// <param name="Word">Which word.</param>
/// <param name="Speaker">Who speaks.</param>
internal sealed record SpokenWord(float[] Samples, int Word, string Speaker);
