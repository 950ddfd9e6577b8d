using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>How windows over time lie in a store of steps, [slots, B, stride].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WindowShape
{
    /// <summary>Windows of a row.</summary>
    public int Steps;

    /// <summary>Rows, B.</summary>
    public int Batch;

    /// <summary>Slots of a window.</summary>
    public int Kernel;

    /// <summary>Slots from one window to the next.</summary>
    public int StepsApart;

    /// <summary>Values taken of each slot's row.</summary>
    public int Inner;

    /// <summary>Stored values of a slot's row.</summary>
    public int Stride;

    /// <summary>Values from one window to the next.</summary>
    public int WindowStride;

    /// <summary>Values of a window.</summary>
    public readonly int Length => Kernel * Inner;
}
