using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// A pass over the units of a step's rows. Its statements are the same on every target and for every size; in their scope: <c>unit</c>,
/// <c>units</c>, the operands by their names and where each value of the unit is stored (<see cref="UnitSlots"/>).
/// </summary>
/// <param name="Name">What it computes, in one word: <c>Cell</c>, <c>CellBackward</c>.</param>
/// <param name="Operands">What it reads and writes.</param>
/// <param name="Units">Units, without padding.</param>
/// <param name="Slots">The values that a unit stores per step; none for a pass without gates.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="Remarks">Its equations.</param>
/// <param name="Body">Writes the statements, all in one go.</param>
/// <param name="Loops">
/// Writes them in groups, each for all units after the group before: a processor keeps more rows in flight through several short chains of
/// operations than through one long one. Null for one group, <paramref name="Body"/>.
/// </param>
internal sealed record UnitPass(
    string Name, IReadOnlyList<CellOperand> Operands, Number Units, UnitSlots Slots, string Summary, string Remarks,
        Action<CodeWriter> Body,
    IReadOnlyList<Action<CodeWriter>>? Loops = null)
{
    /// <summary>Stored units.</summary>
    public int Width => Layout.Pad(Units.Value);
}
