namespace LstmGen.Generator.Planning;

/// <summary>A row of the model table.</summary>
/// <param name="Layer">For example <c>Lstm(100)</c>.</param>
/// <param name="Output">Shape of its output, for example <c>[B, T, 100]</c>.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds per row and step (per row for a head that is not at every step).</param>
internal sealed record TableRow(string Layer, string Output, long Parameters, long MultiplyAdds);
