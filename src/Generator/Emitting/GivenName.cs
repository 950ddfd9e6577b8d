namespace LstmGen.Generator.Emitting;

/// <summary>A member whose name comes from the declaration.</summary>
/// <param name="Member">The member.</param>
/// <param name="Title">The name as its user gave it.</param>
/// <param name="Element">Index of the attribute that gives it.</param>
internal sealed record GivenName(string Member, string Title, int? Element);
