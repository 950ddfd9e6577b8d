namespace LstmGen.Generator.Equations;

/// <summary>A learned number per unit, drawn between two bounds; NaN for the layer's own.</summary>
internal sealed record CellWeight(string Name, float Low, float High);
