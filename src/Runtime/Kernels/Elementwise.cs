using System.ComponentModel;
using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>Operations on whole spans, element by element. All spans of a call have the same length.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>to = a + b.</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> to) => TensorPrimitives.Add(a, b, to);

    /// <summary>to += a.</summary>
    public static void AddInPlace(Span<float> to, ReadOnlySpan<float> a) => TensorPrimitives.Add(to, a, to);

    /// <summary>to -= a.</summary>
    public static void SubtractInPlace(Span<float> to, ReadOnlySpan<float> a) => TensorPrimitives.Subtract(to, a, to);

    /// <summary>to = a * b.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> to) => TensorPrimitives.Multiply(a, b, to);

    /// <summary>to *= a.</summary>
    public static void MultiplyInPlace(Span<float> to, ReadOnlySpan<float> a) => TensorPrimitives.Multiply(to, a, to);

    /// <summary>to *= factor.</summary>
    public static void Scale(Span<float> to, float factor) => TensorPrimitives.Multiply(to, factor, to);

    /// <summary>to += a * b.</summary>
    public static void MultiplyAdd(Span<float> to, ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        TensorPrimitives.MultiplyAdd(a, b, to, to);

    /// <summary>to += factor * a.</summary>
    public static void AddScaled(Span<float> to, ReadOnlySpan<float> a, float factor) => TensorPrimitives.MultiplyAdd(a, factor, to, to);
}
