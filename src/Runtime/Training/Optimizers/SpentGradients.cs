using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>
/// Gradients that the step uses up: it scales them, clears them for the next batch and keeps the parameters of before, all in the pass
/// that updates. Passes of their own would read and write the blocks once more each.
/// </summary>
/// <param name="values">[n], zero afterwards.</param>
/// <param name="coefficient">What they are multiplied by first.</param>
/// <param name="previous">[n], takes the parameters of before.</param>
internal readonly ref struct SpentGradients(Span<float> values, float coefficient, Span<float> previous) : IGradientReading
{
    private readonly Span<float> _values = values, _previous = previous;

    /// <inheritdoc/>
    public int Length => Math.Min(_values.Length, _previous.Length);

    /// <summary>Those of [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public SpentGradients Slice(int from, int to) => new(_values[from..to], coefficient, _previous[from..to]);

    /// <summary>
    /// For what reads spans, or changes nothing: keeps the parameters and returns the gradients scaled; <see cref="Clear"/> follows.
    /// </summary>
    public ReadOnlySpan<float> Begin(ReadOnlySpan<float> parameters)
    {
        parameters.CopyTo(_previous);
        GradientClipping.Scale(_values, coefficient);
        return _values;
    }

    /// <summary>Clears them.</summary>
    public void Clear() => _values.Clear();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideFloat Take(nuint i, WideFloat parameters)
    {
        ref float gradient = ref MemoryMarshal.GetReference(_values);
        Vector<float> scaled = Vector.LoadUnsafe(ref gradient, i) * new Vector<float>(coefficient);
        Vector<float>.Zero.StoreUnsafe(ref gradient, i);
        parameters.Values.StoreUnsafe(ref MemoryMarshal.GetReference(_previous), i);
        return new(scaled);
    }

    /// <inheritdoc/>
    public WideFloat TakeLast(int begin, WideFloat parameters)
    {
        Vector<float> scaled = UpdateLoop.LoadTail(_values, begin).Values * new Vector<float>(coefficient);
        _values[begin..].Clear();
        UpdateLoop.StoreTail(parameters.Values, _previous, begin);
        return new(scaled);
    }
}
