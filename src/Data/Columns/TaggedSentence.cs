namespace LstmGen.Data;

/// <summary>A sentence with one tag per token.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Tags">As many tags.</param>
public sealed record TaggedSentence(IReadOnlyList<string> Tokens, IReadOnlyList<string> Tags);
