using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>Functions that are made of others at every width.</summary>
internal static class FunctionLanes
{
    // From here on 1 + x loses nothing that the logarithm would show.
    private const float Large = 1e8f;

    /// <summary>log(1 + x): what rounding took from u = 1 + x is put right by x / (u - 1) (Kahan; see Goldberg 1991, theorem 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x)
        where V : struct, ILanes<V>
    {
        V u = V.One + x, ratio = V.Select(V.GreaterThan(x, V.Create(Large)), V.One, x / (u - V.One));
        return V.Select(V.Equal(u, V.One), x, V.Log(u) * ratio);
    }

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : struct, ILanes<V> => V.Max(x, V.Zero) + Log1p(V.Exp(-V.Abs(x)));
}
