namespace LstmGen.Reference.Models;

/// <summary>The state of one recurrent attribute for a batch of B: h is [Rows, B, Hidden], c is [Rows, B, Cell].</summary>
/// <param name="Prefix">The attribute's parameter prefix, which names its state too.</param>
/// <param name="Rows">Layers times directions: layer 0 forward, layer 0 reverse, layer 1 forward...</param>
/// <param name="Hidden">Width of h: the hidden size, or the projection.</param>
/// <param name="Cell">Width of c, the hidden size; 0 for cells without c.</param>
public sealed record StateShape(string Prefix, int Rows, int Hidden, int Cell);
