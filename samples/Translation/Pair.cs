namespace LstmGen.Samples.Translation;

/// <summary>A text and what it becomes, such as "the third of may 1998" and "1998-05-03".</summary>
internal sealed record Pair(string Source, string Target);
