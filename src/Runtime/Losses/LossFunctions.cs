using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The functions of losses of one's own in double precision, for emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossFunctions
{
    /// <summary>1 / (1 + e^-x).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));
}
