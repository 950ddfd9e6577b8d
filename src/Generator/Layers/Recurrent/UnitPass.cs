using LstmGen.Generator.Emitting;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// A pass over the units of a step's rows. Its statements are the same on every target; in their scope: <c>unit</c>, the
/// operands by their names and, where <paramref name="PanelStride"/> is that of gates, <c>at</c>, the index of the unit's first gate.
/// </summary>
/// <param name="Method">Name of the emitted method, which begins with the layer's.</param>
/// <param name="Operands">What it reads and writes.</param>
/// <param name="Width">Stored units.</param>
/// <param name="PanelStride">Gate values of 8 units, or 0 for a pass without gates.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="Remarks">Its equations.</param>
/// <param name="Body">Writes the statements, all in one go.</param>
/// <param name="Loops">
/// Writes them in groups, each for all units after the group before: a processor keeps more rows in flight through several short chains of operations than
/// through one long one. Null for one group, <paramref name="Body"/>.
/// </param>
internal sealed record UnitPass(
    string Method, IReadOnlyList<CellOperand> Operands, int Width, int PanelStride, string Summary, string Remarks, Action<CodeWriter> Body,
    IReadOnlyList<Action<CodeWriter>>? Loops = null);
