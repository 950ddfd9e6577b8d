using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// Where one sequence's values lie in a time-major tensor [T][B][stride]: step t begins
/// <paramref name="StepStride"/> * t values after the sequence's first value.
/// </summary>
/// <param name="Steps">Steps of the tensor, T.</param>
/// <param name="Width">Values of a step that count: symbols or tags.</param>
/// <param name="Stride">Values of a step with padding columns; at least <paramref name="Width"/>.</param>
/// <param name="StepStride">Values from one step to the next: B * stride; at least <paramref name="Stride"/>.</param>
public readonly record struct SequenceLayout(int Steps, int Width, int Stride, int StepStride)
{
    /// <summary>Values that a span must hold, counted from the sequence's first value.</summary>
    public long Length => Steps == 0 ? 0 : (long)(Steps - 1) * StepStride + Stride;

    /// <summary>The values of step <paramref name="t"/>, without padding columns.</summary>
    internal ReadOnlySpan<float> Step(ReadOnlySpan<float> values, int t) => values.Slice(t * StepStride, Width);

    /// <summary>The values of step <paramref name="t"/>, padding columns included.</summary>
    internal Span<float> Padded(Span<float> values, int t) => values.Slice(t * StepStride, Stride);

    /// <summary>Throws unless the layout makes sense and <paramref name="length"/> values are enough for it.</summary>
    internal void Check(int length, string name)
    {
        if (Steps < 0)
            throw new ArgumentException($"The layout has {Steps} steps; it must have 0 or more.", name);
        RowCheck.Width(Stride, Width);
        if (StepStride < Stride)
            throw new ArgumentException($"The layout's step stride {StepStride} must be at least its stride {Stride}.", name);
        if (length < Length)
            throw new ArgumentException(
                $"{length} values are too few for {Steps} steps of step stride {StepStride}; pass at least {Length}.", name);
    }

    /// <summary>Throws unless <paramref name="length"/> is a number of steps of this layout.</summary>
    internal void CheckSteps(int length, int least, string name)
    {
        if (length < least || length > Steps)
            throw new ArgumentOutOfRangeException(name, length, $"The sequence's length must lie in [{least}, {Steps}].");
    }
}
