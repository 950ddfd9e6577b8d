namespace LstmGen.Data;

/// <summary>A recording of a file of its own, and its label.</summary>
/// <param name="Name">What the file of labels calls it.</param>
/// <param name="Values"><c>[T, F]</c>, row by row.</param>
/// <param name="Label">The label.</param>
public sealed record LabeledRecording(string Name, float[] Values, string Label);
