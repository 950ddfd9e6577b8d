using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>A <see cref="SourceBlock"/> as kernels read it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SourceLayout
{
    /// <summary>Rows, B.</summary>
    public int Rows;

    /// <summary>Steps of the longest source, S.</summary>
    public int Steps;

    /// <summary>Channels of a step.</summary>
    public int Width;

    /// <summary>Stored values of a step.</summary>
    public int Stride;

    /// <summary>Valid steps of each row.</summary>
    public ArrayView<int> Lengths;

    /// <summary>Values of a step's weights: S rounded up to 8.</summary>
    public readonly int Padded => (Steps + 7) / 8 * 8;
}
