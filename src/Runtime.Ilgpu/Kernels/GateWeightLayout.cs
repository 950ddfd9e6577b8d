using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>How a weight [gates x units, channels] is laid out on a device; every layout is padded with zeros.</summary>
/// <param name="units">Units, H.</param>
/// <param name="slots">Values stored per unit.</param>
/// <param name="channels">Channels of what the weight multiplies, and their padding.</param>
/// <param name="gates">Which gate of the weight stands in each slot, or -1; [slots], at most 12.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GateWeightLayout(int units, int slots, Channels channels, ReadOnlySpan<int> gates)
{
    /// <summary>Units, H.</summary>
    public readonly int Units = units;

    /// <summary>Values stored per unit.</summary>
    public readonly int Slots = slots;

    /// <summary>Groups of channels.</summary>
    public readonly int Groups = channels.Groups;

    /// <summary>Channels of a group.</summary>
    public readonly int Size = channels.Size;

    private readonly int _gate0 = gates.Length > 0 ? gates[0] : -1;
    private readonly int _gate1 = gates.Length > 1 ? gates[1] : -1;
    private readonly int _gate2 = gates.Length > 2 ? gates[2] : -1;
    private readonly int _gate3 = gates.Length > 3 ? gates[3] : -1;
    private readonly int _gate4 = gates.Length > 4 ? gates[4] : -1;
    private readonly int _gate5 = gates.Length > 5 ? gates[5] : -1;
    private readonly int _gate6 = gates.Length > 6 ? gates[6] : -1;
    private readonly int _gate7 = gates.Length > 7 ? gates[7] : -1;
    private readonly int _gate8 = gates.Length > 8 ? gates[8] : -1;
    private readonly int _gate9 = gates.Length > 9 ? gates[9] : -1;
    private readonly int _gate10 = gates.Length > 10 ? gates[10] : -1;
    private readonly int _gate11 = gates.Length > 11 ? gates[11] : -1;

    /// <summary>Stored units.</summary>
    public int Stride => (Units + 7) / 8 * 8;

    /// <summary>Values of a row of gates, [panel][slot][8 units].</summary>
    public int GateStride => Stride * Slots;

    /// <summary>Stored channels.</summary>
    public int Width => Groups * GroupStride;

    /// <summary>Slots in the layouts by unit: one, or four at once.</summary>
    public int Lanes => Slots == 1 ? 1 : 4;

    private int GroupStride => (Size + 7) / 8 * 8;

    /// <summary>Gate of the weight that stands in a slot, or -1.</summary>
    public int Gate(int slot) => slot < 4 ? slot == 0 ? _gate0 : slot == 1 ? _gate1 : slot == 2 ? _gate2 : _gate3
        : slot < 8 ? slot == 4 ? _gate4 : slot == 5 ? _gate5 : slot == 6 ? _gate6 : _gate7
        : slot == 8 ? _gate8 : slot == 9 ? _gate9 : slot == 10 ? _gate10 : _gate11;

    /// <summary>Slot in which a gate of the weight stands.</summary>
    public int Slot(int gate)
    {
        int slot = 0;
        while (slot < Slots - 1 && Gate(slot) != gate)
            slot++;
        return slot;
    }

    /// <summary>Where a slot of a unit stands in a row of gates.</summary>
    public int Position(int unit, int slot) => unit / 8 * 8 * Slots + slot * 8 + unit % 8;

    /// <summary>Where a channel is stored.</summary>
    public int Place(int channel) => channel / Size * GroupStride + channel % Size;

    /// <summary>The weight's value for a unit, slot and stored channel as an index, or -1 for padding.</summary>
    public int Source(int unit, int slot, int place)
    {
        int gate = slot < Slots ? Gate(slot) : -1, within = place % GroupStride;
        return unit < Units && gate >= 0 && within < Size
            ? (gate * Units + unit) * (Groups * Size) + place / GroupStride * Size + within
            : -1;
    }
}
