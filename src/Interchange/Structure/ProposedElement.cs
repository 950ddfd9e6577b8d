namespace LstmGen.Interchange.Structure;

/// <summary>An attribute of a proposed declaration.</summary>
/// <param name="Attribute">As in C#, without brackets: <c>Lstm(50, Name = "lstm_1")</c>.</param>
/// <param name="Canonical">As a model's description has it, what only training uses behind <c>|</c>.</param>
/// <param name="Layer">The layer that it stands for; null for an input or output without weights.</param>
/// <param name="Name">What the names of its parameters begin with; empty where it has none.</param>
internal sealed record ProposedElement(string Attribute, string Canonical, LayerSketch? Layer, string Name);
