namespace LstmGen.Samples;

/// <summary>A recording of sensors and what it shows.</summary>
/// <param name="Values"><c>[T, channels]</c>, row by row.</param>
/// <param name="Label">Its class.</param>
/// <param name="Number">A number that belongs to it; 0 where there is none.</param>
internal sealed record Recording(float[] Values, string Label, float Number);
