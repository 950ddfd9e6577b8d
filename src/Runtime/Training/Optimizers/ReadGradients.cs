using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>Gradients that stay as they are.</summary>
internal readonly ref struct ReadGradients(ReadOnlySpan<float> values) : IGradientReading
{
    private readonly ReadOnlySpan<float> _values = values;

    /// <inheritdoc/>
    public int Length => _values.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideFloat Take(nuint i, WideFloat parameters) => new(Vector.LoadUnsafe(ref MemoryMarshal.GetReference(_values), i));

    /// <inheritdoc/>
    public WideFloat TakeLast(int begin, WideFloat parameters) => UpdateLoop.LoadTail(_values, begin);
}
