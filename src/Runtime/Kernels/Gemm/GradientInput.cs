using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>One of the inputs of a product, and the gradient of the weights that it meets.</summary>
/// <param name="gradient">[gates * Units, K] row-major, added to.</param>
/// <param name="values">The inputs, [pairs, stored channels].</param>
/// <param name="stride">Floats from row to row of <paramref name="values"/>.</param>
/// <param name="channels">How the K input channels are stored; the default means that there is no such input.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct GradientInput(Span<float> gradient, ReadOnlySpan<float> values, int stride, Channels channels)
{
    /// <summary>[gates * Units, K] row-major, added to.</summary>
    public Span<float> Gradient { get; } = gradient;

    /// <summary>The inputs, [pairs, stored channels].</summary>
    public ReadOnlySpan<float> Values { get; } = values;

    /// <summary>Floats from row to row of <see cref="Values"/>.</summary>
    public int Stride { get; } = stride;

    /// <summary>How the K input channels are stored.</summary>
    public Channels Channels { get; } = channels;

    internal void Validate(int gateUnits, int pairs) => Validate(Gradient.Length, Values.Length, Stride, Channels, gateUnits, pairs);

    private static void Validate(int gradient, int inputs, int inputStride, Channels channels, int gateUnits, int pairs)
    {
        int last = channels.Groups == 0 ? 0 : (channels.Groups - 1) * Panel.Pad(channels.Size) + channels.Size;
        if (gradient != gateUnits * channels.Count)
            throw new ArgumentException($"The gradient has {gradient} values; it needs {gateUnits * channels.Count}.", nameof(gradient));
        if (pairs > 0 && last > 0 && inputs < (long)(pairs - 1) * inputStride + last)
            throw new ArgumentException(
                $"{pairs} rows of {last} values at stride {inputStride} need more than the {inputs} values given.", nameof(inputs));
        if (pairs > 1 && inputStride < last)
            throw new ArgumentOutOfRangeException(nameof(inputStride), inputStride, $"Rows of {last} values must not overlap.");
    }
}
