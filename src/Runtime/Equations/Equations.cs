namespace LstmGen;

/// <summary>
/// The functions that cells and losses of one's own are made of (<see cref="CellAttribute"/>, <see cref="LossAttribute"/>): plain functions
/// of floats here, correctly rounded but for rare last bits; vectors and derivatives in emitted code, where the error is at most the one
/// given. Each has the derivative that its documentation gives. <c>MathF</c>'s functions of the same names may be used in their place.
/// </summary>
public static class Equations
{
    /// <summary>1 / (1 + e^-x). Derivative: y (1 - y). Emitted: absolute error below 2e-7.</summary>
    public static float Sigmoid(float x) => (float)(1 / (1 + Math.Exp(-(double)x)));

    /// <summary>Hyperbolic tangent. Derivative: 1 - y^2. Emitted: absolute error below 2e-7, accurate near 0.</summary>
    public static float Tanh(float x) => (float)Math.Tanh(x);

    /// <summary>max(x, 0). Derivative: 1 above 0, else 0, as in PyTorch.</summary>
    public static float Relu(float x) => x < 0 ? 0 : x;

    /// <summary>e^x. Derivative: y. Emitted: relative error below 2e-7.</summary>
    public static float Exp(float x) => (float)Math.Exp(x);

    /// <summary>Natural logarithm; NaN below 0. Derivative: 1 / x. Emitted: relative error below 2.5e-7.</summary>
    public static float Log(float x) => (float)Math.Log(x);

    /// <summary>log(1 + x), accurate near 0. Derivative: 1 / (1 + x). Emitted: relative error below 4e-7.</summary>
    public static float Log1p(float x) => (float)(Math.Abs(x) < 1e-4 ? x - (double)x * x * (0.5 - x / 3.0) : Math.Log(1 + (double)x));

    /// <summary>
    /// log(1 + e^x) without overflow. Derivative: sigmoid(x). Emitted: relative error below 6e-7 above -80, 0 where e^x underflows.
    /// </summary>
    public static float Softplus(float x) => (float)(Math.Max(x, 0.0) + Log1pOfExp(-Math.Abs((double)x)));

    /// <summary>log(sigmoid(x)) = -softplus(-x), for exponential gates. Derivative: sigmoid(-x).</summary>
    public static float LogSigmoid(float x) => -Softplus(-x);

    /// <summary>Square root. Derivative: 1 / (2 y). Emitted: correctly rounded.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>x^2. Derivative: 2 x.</summary>
    public static float Square(float x) => x * x;

    /// <summary>|x|. Derivative: the sign of x, 0 at 0.</summary>
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>
    /// The greater of both; NaN in either gives NaN. The derivative goes to the greater, to <paramref name="x"/> where they are equal.
    /// </summary>
    public static float Max(float x, float y) => MathF.Max(x, y);

    /// <summary>
    /// The lesser of both; NaN in either gives NaN. The derivative goes to the lesser, to <paramref name="x"/> where they are equal.
    /// </summary>
    public static float Min(float x, float y) => MathF.Min(x, y);

    /// <summary>x held within [low, high]. Derivative by x: 1 inside and on the bounds, else 0, as in PyTorch.</summary>
    public static float Clamp(float x, float low, float high) => MathF.Min(MathF.Max(x, low), high);

    /// <summary>
    /// x^y. Where y is written as a whole constant from -32 to 32, emitted code multiplies, and x may be any number; <c>MathF.Pow</c> may
    /// be used there too. Else x must be above 0, and it is e^(y log x): the relative error grows with |y log x|, by 2e-7 for each unit of
    /// it. Derivatives: y x^y / x, x^y log x.
    /// </summary>
    public static float Pow(float x, float y) =>
        (float)(MathF.Abs(y) <= 32 && y == MathF.Floor(y) ? Math.Pow(x, y) : Math.Exp(y * Math.Log(x)));

    /// <summary>x sigmoid(x) (swish; Elfwing et al. 2017, arXiv:1702.03118).</summary>
    public static float Silu(float x) => (float)(x / (1 + Math.Exp(-(double)x)));

    /// <summary>x / (1 + |x|).</summary>
    public static float Softsign(float x) => x / (1 + MathF.Abs(x));

    /// <summary>x above 0, slope x below.</summary>
    public static float LeakyRelu(float x, float slope) => x > 0 ? x : slope * x;

    /// <summary>x above 0, e^x - 1 below (Clevert et al. 2016, arXiv:1511.07289). Emitted: absolute error below 2e-7.</summary>
    public static float Elu(float x) => x > 0 ? x : (float)(Math.Exp(x) - 1);

    /// <summary>x / 6 + 1/2 held within [0, 1], as <c>nn.Hardsigmoid</c>.</summary>
    public static float HardSigmoid(float x) => MathF.Min(MathF.Max(x / 6 + 0.5f, 0), 1);

    /// <summary>x held within [-1, 1].</summary>
    public static float HardTanh(float x) => MathF.Min(MathF.Max(x, -1), 1);

    private static double Log1pOfExp(double x)
    {
        double e = Math.Exp(x);
        return e < 1e-5 ? e * (1 - e * (0.5 - e / 3)) : Math.Log(1 + e);
    }
}
