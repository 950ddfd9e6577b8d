using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>Activation functions of whole spans, in place.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Activations
{
    /// <summary>x = 1 / (1 + e^-x).</summary>
    public static void Sigmoid(Span<float> x) => Apply<SigmoidOperation>(x);

    /// <summary>x = tanh(x).</summary>
    public static void Tanh(Span<float> x) => Apply<TanhOperation>(x);

    /// <summary>x = e^x.</summary>
    public static void Exp(Span<float> x) => Apply<ExpOperation>(x);

    /// <summary>x = max(x, 0).</summary>
    public static void Relu(Span<float> x) => Apply<ReluOperation>(x);

    /// <summary>x = e^(x - max) / sum e^(x - max), over the whole span.</summary>
    /// <returns>log sum e^x, from which the log-likelihood of class k is x_k - log sum e^x.</returns>
    public static float Softmax(Span<float> x)
    {
        if (x.IsEmpty) return float.NegativeInfinity;
        float max = TensorPrimitives.Max(x);
        TensorPrimitives.Subtract(x, max, x);
        Exp(x);
        float sum = TensorPrimitives.Sum(x);
        TensorPrimitives.Divide(x, sum, x);
        return max + MathF.Log(sum);
    }

    private interface IOperation
    {
        static abstract V Of<V>(V x) where V : struct, ILanes<V>;
    }

    private readonly struct SigmoidOperation : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Sigmoid(x);
    }

    private readonly struct TanhOperation : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Tanh(x);
    }

    private readonly struct ExpOperation : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Exp(x);
    }

    private readonly struct ReluOperation : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Relu(x);
    }

    private static void Apply<F>(Span<float> x) where F : struct, IOperation
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Apply<F, F32x16>(x); break;
            case SimdLevel.Vector256: Apply<F, F32x8>(x); break;
            default: Apply<F, F32x4>(x); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<F, V>(Span<float> x) where F : struct, IOperation where V : struct, ILanes<V>
    {
        ref float origin = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i <= x.Length - V.Count; i += V.Count) V.Store(F.Of(V.Load(in origin, i)), ref origin, i);
        if (i == x.Length) return;
        Span<float> tail = stackalloc float[V.Count];
        tail.Clear();
        x[i..].CopyTo(tail);
        ref float t = ref MemoryMarshal.GetReference(tail);
        V.Store(F.Of(V.Load(in t, 0)), ref t, 0);
        tail[..(x.Length - i)].CopyTo(x[i..]);
    }
}
