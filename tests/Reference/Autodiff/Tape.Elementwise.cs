namespace LstmGen.Reference.Autodiff;

public sealed partial class Tape
{
    /// <summary>a + b.</summary>
    public Var Add(Var a, Var b)
    {
        RequireSameLength(a, b);
        return Binary(a, b, (x, y) => x + y, (_, _) => 1, (_, _) => 1);
    }

    /// <summary>a - b.</summary>
    public Var Subtract(Var a, Var b)
    {
        RequireSameLength(a, b);
        return Binary(a, b, (x, y) => x - y, (_, _) => 1, (_, _) => -1);
    }

    /// <summary>a * b, element by element.</summary>
    public Var Multiply(Var a, Var b)
    {
        RequireSameLength(a, b);
        return Binary(a, b, (x, y) => x * y, (_, y) => y, (x, _) => x);
    }

    /// <summary>factor * x + offset.</summary>
    public Var Scale(Var x, double factor, double offset = 0) => Map(x, v => (factor * v) + offset, (_, _) => factor);

    /// <summary>1 / (1 + exp(-x)); dy/dx = y (1 - y).</summary>
    public Var Sigmoid(Var x) => Map(x, v => 1 / (1 + Math.Exp(-v)), (_, y) => y * (1 - y));

    /// <summary>tanh(x); dy/dx = 1 - y^2.</summary>
    public Var Tanh(Var x) => Map(x, Math.Tanh, (_, y) => 1 - (y * y));

    /// <summary>max(0, x); the derivative at 0 is 0, as in PyTorch.</summary>
    public Var Relu(Var x) => Map(x, v => v > 0 ? v : 0, (v, _) => v > 0 ? 1 : 0);

    /// <summary>exp(x).</summary>
    public Var Exp(Var x) => Map(x, Math.Exp, (_, y) => y);

    /// <summary>The natural logarithm of x.</summary>
    public Var Log(Var x) => Map(x, Math.Log, (v, _) => 1 / v);

    /// <summary>log(1 + exp(x)), computed without overflow; dy/dx = sigmoid(x).</summary>
    public Var Softplus(Var x) =>
        Map(x, v => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))), (v, _) => 1 / (1 + Math.Exp(-v)));

    /// <summary>|x|; the derivative at 0 is 0.</summary>
    public Var Absolute(Var x) => Map(x, Math.Abs, (v, _) => Math.Sign(v));

    /// <summary>x to the power of <paramref name="exponent"/>.</summary>
    public Var Power(Var x, double exponent) =>
        Map(x, v => Math.Pow(v, exponent), (v, _) => exponent * Math.Pow(v, exponent - 1));

    /// <summary>x kept within [-bound, bound]; the derivative is 1 inside and on the bounds, 0 outside (<c>torch.clamp</c>).</summary>
    public Var Clamp(Var x, double bound) =>
        Map(x, v => Math.Clamp(v, -bound, bound), (v, _) => Math.Abs(v) <= bound ? 1 : 0);

    /// <summary>f(x) element by element, with its derivative as a function of x and y = f(x).</summary>
    public Var Map(Var x, Func<double, double> function, Func<double, double, double> derivative)
    {
        var value = new double[x.Length];
        for (int i = 0; i < value.Length; i++)
            value[i] = Round(function(x.Value[i]));
        return Record(value, y =>
        {
            for (int i = 0; i < value.Length; i++)
                Accumulate(x, i, y.Gradient[i] * Round(derivative(x.Value[i], y.Value[i])));
        });
    }

    private Var Binary(
        Var a, Var b, Func<double, double, double> function,
        Func<double, double, double> byA, Func<double, double, double> byB)
    {
        var value = new double[a.Length];
        for (int i = 0; i < value.Length; i++)
            value[i] = Round(function(a.Value[i], b.Value[i]));
        return Record(value, y =>
        {
            for (int i = 0; i < value.Length; i++)
            {
                Accumulate(a, i, y.Gradient[i] * byA(a.Value[i], b.Value[i]));
                Accumulate(b, i, y.Gradient[i] * byB(a.Value[i], b.Value[i]));
            }
        });
    }
}
