namespace LstmGen.Data;

/// <summary>Labelled series of a <c>.ts</c> file.</summary>
/// <param name="Name">The problem's name.</param>
/// <param name="Set">The series, with one class each for the head asked for.</param>
/// <param name="Classes">The classes' names; the place is the class.</param>
public sealed record TsData(string Name, SequenceSet Set, IReadOnlyList<string> Classes);
