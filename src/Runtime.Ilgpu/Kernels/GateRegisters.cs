using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The gates of one unit of one row, in registers: an emitted slot is a constant, so that no choice is left at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct GateRegisters
{
    /// <summary>Slot 0.</summary>
    public float G0;

    /// <summary>Slot 1.</summary>
    public float G1;

    /// <summary>Slot 2.</summary>
    public float G2;

    /// <summary>Slot 3.</summary>
    public float G3;

    /// <summary>The value in a slot.</summary>
    public readonly float Get(int slot) => slot == 0 ? G0 : slot == 1 ? G1 : slot == 2 ? G2 : G3;

    /// <summary>Sets the value in a slot.</summary>
    public void Set(int slot, float value)
    {
        if (slot == 0)
            G0 = value;
        else if (slot == 1)
            G1 = value;
        else if (slot == 2)
            G2 = value;
        else
            G3 = value;
    }
}
