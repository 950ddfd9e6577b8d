namespace LstmGen.Interchange;

/// <summary>Which weights of a checkpoint that has several are read.</summary>
/// <param name="Path">Keys joined by '/'; null where there is one.</param>
/// <param name="Option">What the caller's users call it, for messages.</param>
internal sealed record EntryChoice(string? Path, string Option = "Entry");
