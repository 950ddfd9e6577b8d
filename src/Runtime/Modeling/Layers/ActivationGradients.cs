using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// Derivatives of activation functions in terms of their outputs: a gradient dy of y = f(a) becomes that of a, in
/// place. Both spans have the same length.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivationGradients
{
    /// <summary>da = dy where y &gt; 0, else 0 (also at a = 0, as PyTorch).</summary>
    public static void Relu(Span<float> gradient, ReadOnlySpan<float> y) => Apply<ReluDerivative>(gradient, y);

    /// <summary>da = dy (1 - y^2).</summary>
    public static void Tanh(Span<float> gradient, ReadOnlySpan<float> y) => Apply<TanhDerivative>(gradient, y);

    /// <summary>da = dy y (1 - y).</summary>
    public static void Sigmoid(Span<float> gradient, ReadOnlySpan<float> y) => Apply<SigmoidDerivative>(gradient, y);

    /// <summary><see cref="Relu"/>'s derivative, for a processor's vectors and a GPU's threads alike; the other two likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V OfRelu<V>(V dy, V y) where V : struct, ISlopeLanes<V> => V.Select(V.GreaterThanZero(y), dy, V.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V OfTanh<V>(V dy, V y) where V : struct, ISlopeLanes<V> => dy * V.MultiplyAdd(-y, y, V.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V OfSigmoid<V>(V dy, V y) where V : struct, ISlopeLanes<V> => dy * (y * (V.One - y));

    private interface IDerivative
    {
        static abstract V Of<V>(V dy, V y) where V : struct, ILanes<V>;
    }

    private readonly struct ReluDerivative : IDerivative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V dy, V y) where V : struct, ILanes<V> => OfRelu(dy, y);
    }

    private readonly struct TanhDerivative : IDerivative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V dy, V y) where V : struct, ILanes<V> => OfTanh(dy, y);
    }

    private readonly struct SigmoidDerivative : IDerivative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V dy, V y) where V : struct, ILanes<V> => OfSigmoid(dy, y);
    }

    private static void Apply<F>(Span<float> gradient, ReadOnlySpan<float> y)
        where F : struct, IDerivative
    {
        if (gradient.Length != y.Length)
            throw new ArgumentException(
                $"gradient has {gradient.Length} values, y has {y.Length}; they must be the same number.", nameof(gradient));
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Apply<F, F32x16>(gradient, y); break;
            case SimdLevel.Vector256: Apply<F, F32x8>(gradient, y); break;
            default: Apply<F, F32x4>(gradient, y); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<F, V>(Span<float> gradient, ReadOnlySpan<float> y)
        where F : struct, IDerivative
        where V : struct, ILanes<V>
    {
        ref float to = ref MemoryMarshal.GetReference(gradient);
        ref float from = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= gradient.Length - V.Count; i += V.Count)
            V.Store(F.Of(V.Load(in to, i), V.Load(in from, i)), ref to, i);
        if (i == gradient.Length)
            return;

        // The rest, in vectors of their own.
        Span<float> tail = stackalloc float[2 * V.Count];
        tail.Clear();
        gradient[i..].CopyTo(tail);
        y[i..].CopyTo(tail[V.Count..]);
        ref float rest = ref MemoryMarshal.GetReference(tail);
        V.Store(F.Of(V.Load(in rest, 0), V.Load(in rest, V.Count)), ref rest, 0);
        tail[..(gradient.Length - i)].CopyTo(gradient[i..]);
    }
}
