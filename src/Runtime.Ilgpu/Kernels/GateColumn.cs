using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>One gate in rows of gates [panel][slot][8 units].</summary>
/// <param name="units">Units, H.</param>
/// <param name="slots">Values stored per unit; 1 for plain rows.</param>
/// <param name="slot">The gate's slot.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GateColumn(int units, int slots, int slot)
{
    /// <summary>Units, H.</summary>
    public readonly int Units = units;

    private readonly int _slots = slots;
    private readonly int _slot = slot;

    /// <summary>Where the gate of a stored unit stands.</summary>
    public int Position(int row, int unit) => (row * ((Units + 7) / 8) + unit / 8) * 8 * _slots + _slot * 8 + unit % 8;
}
