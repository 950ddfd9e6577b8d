namespace LstmGen.Samples.Addition;

/// <summary>A question and its answer, such as 535+61 and 596.</summary>
internal sealed record Pair(string Question, string Answer);
