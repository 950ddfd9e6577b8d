using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;

namespace LstmGen.CompilerServices;

/// <summary>Four floats side by side, read and written at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float4
{
    /// <summary>The first.</summary>
    public float X;

    /// <summary>The second.</summary>
    public float Y;

    /// <summary>The third.</summary>
    public float Z;

    /// <summary>The fourth.</summary>
    public float W;

    /// <summary>Floats that <see cref="Aligned"/> may leave out at the beginning.</summary>
    internal const int Spare = 3;

    /// <summary>
    /// Shared memory from the first float on that begins on a multiple of 16 bytes: ILGPU declares shared arrays of floats with an
    /// alignment of 4 bytes.
    /// </summary>
    /// <param name="shared">The array, <see cref="Spare"/> floats longer than what is needed of it.</param>
    internal static ArrayView<float> Aligned(ArrayView<float> shared) => shared.AlignTo(16).Main;

    /// <summary>Floats in memory as quadruples; they must begin on a multiple of 16 bytes.</summary>
    public static ArrayView<Float4> View(ArrayView<float> floats) => floats.AsAligned(16).Cast<Float4>();
}
