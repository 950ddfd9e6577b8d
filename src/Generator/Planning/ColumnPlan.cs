namespace LstmGen.Generator.Planning;

/// <summary>A column of the features that holds the indices of categories.</summary>
/// <param name="Column">The column.</param>
/// <param name="Vocabulary">Number of categories.</param>
/// <param name="Name">Prefix of the parameter names of its vectors.</param>
internal sealed record ColumnPlan(int Column, int Vocabulary, string Name);
