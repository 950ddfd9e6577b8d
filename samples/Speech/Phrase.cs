namespace LstmGen.Samples.Speech;

/// <summary>Words one after the other.</summary>
/// <param name="Samples">Samples at <see cref="Sound.Rate"/>.</param>
/// <param name="Words">The words.</param>
/// <param name="Begins">The sample at which each begins.</param>
/// <param name="Ends">The sample at which each has ended.</param>
internal sealed record Phrase(float[] Samples, int[] Words, int[] Begins, int[] Ends);
