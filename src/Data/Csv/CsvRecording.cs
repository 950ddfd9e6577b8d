namespace LstmGen.Data;

/// <summary>One recording of a file: rows of numbers in their order, and what each row is labelled with.</summary>
/// <param name="Name">What the rows have in their column of the recording; empty where there is no such column.</param>
/// <param name="Values"><c>[T, F]</c>, row by row.</param>
/// <param name="Labels">The T labels; empty where there is no column of labels.</param>
public sealed record CsvRecording(string Name, float[] Values, IReadOnlyList<string> Labels);
