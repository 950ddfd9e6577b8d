using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// How a row of gate values is stored: <c>[panel][slot][8 units]</c>. The window is the slots <c>First .. First + Count - 1</c> of every
/// panel, the part that one matrix product writes or reads.
/// </summary>
/// <param name="Units">Real units, H.</param>
/// <param name="Slots">Values kept per unit: 4 for an LSTM (i f g o), 4 for a GRU (q r z n), 1 for a dense row.</param>
/// <param name="First">First slot of the window.</param>
/// <param name="Count">Slots in the window.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct GateLayout(int Units, int Slots, int First, int Count)
{
    /// <summary>A plain row of <paramref name="units"/> values.</summary>
    public static GateLayout Dense(int units) => new(units, 1, 0, 1);

    /// <summary>A row whose window is all of its slots.</summary>
    public static GateLayout Full(int units, int slots) => new(units, slots, 0, slots);

    /// <summary>Panels of eight units.</summary>
    public int Panels => Panel.Count(Units);

    /// <summary>Floats from one panel to the next.</summary>
    public int PanelLength => Slots * Panel.Units;

    /// <summary>Floats of a stored row, padding included.</summary>
    public int RowLength => Panels * PanelLength;

    /// <summary>Floats of the window of one panel.</summary>
    public int WindowLength => Count * Panel.Units;

    /// <summary>Where slot <paramref name="slot"/> of unit <paramref name="unit"/> is stored.</summary>
    public int Position(int unit, int slot) => unit / Panel.Units * PanelLength + slot * Panel.Units + unit % Panel.Units;

    internal void Validate(string parameter)
    {
        if (Units < 1 || Slots < 1 || First < 0 || Count < 1 || First + Count > Slots)
            throw new ArgumentOutOfRangeException(parameter, this,
                "A gate layout needs at least one unit and a window of at least one slot that lies inside its slots.");
    }

    internal void ValidateSlots(ReadOnlySpan<int> slots, string parameter)
    {
        foreach (int slot in slots)
            if (slot < First || slot >= First + Count)
                throw new ArgumentOutOfRangeException(
                    parameter, slot, $"Slots must lie in the window [{First}, {First + Count}) of the layout.");
    }
}
