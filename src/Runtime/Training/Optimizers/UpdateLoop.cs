using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>Runs an update rule over flat blocks: every value is read once and written once.</summary>
internal static class UpdateLoop
{
    /// <summary>
    /// Applies <paramref name="rule"/> to n parameters. All blocks are [n]; a state that the rule does not use is empty.
    /// The last n mod width parameters go through the same rule in a padded vector.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]      // no slow first steps in unoptimised code
    public static void Run<TRule, TGradients>(
        TRule rule, Span<float> parameters, TGradients gradients,
        Span<float> state0, Span<float> state1, Span<float> state2)
        where TRule : struct, IUpdateRule
        where TGradients : struct, IGradientReading, allows ref struct
    {
        int n = parameters.Length;
        if (gradients.Length != n || Wrong(state0, n) || Wrong(state1, n) || Wrong(state2, n))
            throw new ArgumentException($"All blocks must have {n} values, or none for a state that is not used.");

        ref float w = ref MemoryMarshal.GetReference(parameters);
        ref float s0 = ref MemoryMarshal.GetReference(state0);
        ref float s1 = ref MemoryMarshal.GetReference(state1);
        ref float s2 = ref MemoryMarshal.GetReference(state2);
        bool has0 = !state0.IsEmpty, has1 = !state1.IsEmpty, has2 = !state2.IsEmpty;

        nuint i = 0;
        for (; i + (nuint)Vector<float>.Count <= (nuint)n; i += (nuint)Vector<float>.Count)
        {
            WideFloat vw = new(Vector.LoadUnsafe(ref w, i));
            WideFloat v0 = has0 ? new(Vector.LoadUnsafe(ref s0, i)) : default;
            WideFloat v1 = has1 ? new(Vector.LoadUnsafe(ref s1, i)) : default;
            WideFloat v2 = has2 ? new(Vector.LoadUnsafe(ref s2, i)) : default;
            rule.Apply(ref vw, gradients.Take(i, vw), ref v0, ref v1, ref v2);
            vw.Values.StoreUnsafe(ref w, i);
            if (has0)
                FlushTiny(v0).StoreUnsafe(ref s0, i);
            if (has1)
                FlushTiny(v1).StoreUnsafe(ref s1, i);
            if (has2)
                FlushTiny(v2).StoreUnsafe(ref s2, i);
        }

        if (i < (nuint)n)
            Tail(rule, parameters, gradients, state0, state1, state2, (int)i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tail<TRule, TGradients>(
        TRule rule, Span<float> parameters, TGradients gradients,
        Span<float> state0, Span<float> state1, Span<float> state2, int begin)
        where TRule : struct, IUpdateRule
        where TGradients : struct, IGradientReading, allows ref struct
    {
        var w = LoadTail(parameters, begin);
        var v0 = LoadTail(state0, begin);
        var v1 = LoadTail(state1, begin);
        var v2 = LoadTail(state2, begin);
        rule.Apply(ref w, gradients.TakeLast(begin, w), ref v0, ref v1, ref v2);
        StoreTail(w.Values, parameters, begin);
        StoreTail(FlushTiny(v0), state0, begin);
        StoreTail(FlushTiny(v1), state1, begin);
        StoreTail(FlushTiny(v2), state2, begin);
    }

    private static bool Wrong(Span<float> state, int n) => !state.IsEmpty && state.Length != n;

    /// <summary>The last values of a block, from <paramref name="begin"/> on, and zeros.</summary>
    public static WideFloat LoadTail(ReadOnlySpan<float> block, int begin)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        if (!block.IsEmpty)
            block[begin..].CopyTo(padded);
        return new WideFloat(new Vector<float>(padded));
    }

    /// <summary>Stores as many values as the block has from <paramref name="begin"/> on.</summary>
    public static void StoreTail(Vector<float> value, Span<float> block, int begin)
    {
        for (int i = begin; i < block.Length; i++)
            block[i] = value[i - begin];
    }

    // A momentum whose gradient stays zero, as of a word that no batch has, shrinks at every step. Below 2^-111, where none of these bits
    // of the exponent is set, it becomes 0: as a subnormal number it would stay, and each step over it would take 25 times as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> FlushTiny(WideFloat state) => Vector.ConditionalSelect(
        Vector.Equals(Vector.AsVectorInt32(state.Values) & new Vector<int>(0x7800_0000), Vector<int>.Zero),
        Vector<float>.Zero, state.Values);
}
