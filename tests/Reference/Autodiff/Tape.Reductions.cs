namespace LstmGen.Reference.Autodiff;

public sealed partial class Tape
{
    /// <summary>The sum of x's elements, a scalar.</summary>
    public Var Sum(Var x)
    {
        double sum = 0;
        foreach (double v in x.Value)
            sum = Round(sum + v);
        return Record([sum], y =>
        {
            for (int i = 0; i < x.Length; i++)
                Accumulate(x, i, y.Gradient[0]);
        });
    }

    /// <summary>The sum of vectors of one length; of no vectors, a scalar zero.</summary>
    public Var SumAll(IReadOnlyList<Var> terms) =>
        terms.Count == 0 ? Constant(1) : terms.Skip(1).Aggregate(terms[0], Add);

    /// <summary>The element-wise maximum of vectors; the first of equals takes the gradient.</summary>
    public Var Maximum(IReadOnlyList<Var> vectors)
    {
        var value = (double[])vectors[0].Value.Clone();
        var winner = new int[value.Length];
        for (int k = 1; k < vectors.Count; k++)
        {
            for (int i = 0; i < value.Length; i++)
            {
                if (vectors[k].Value[i] > value[i])
                    (value[i], winner[i]) = (vectors[k].Value[i], k);
            }
        }

        return Record(value, y =>
        {
            for (int i = 0; i < value.Length; i++)
                Accumulate(vectors[winner[i]], i, y.Gradient[i]);
        });
    }

    /// <summary>log of the sum of exp(x), a scalar; dy/dx = softmax(x).</summary>
    public Var LogSumExp(Var x)
    {
        double max = x.Value.Max(), sum = 0;
        foreach (double v in x.Value)
            sum = Round(sum + Round(Math.Exp(v - max)));
        return Record([Round(max + Math.Log(sum))], y =>
        {
            for (int i = 0; i < x.Length; i++)
                Accumulate(x, i, y.Gradient[0] * Round(Math.Exp(x.Value[i] - y.Value[0])));
        });
    }

    /// <summary>x - log sum exp(x).</summary>
    public Var LogSoftmax(Var x) => Subtract(x, Broadcast(LogSumExp(x), x.Length));

    /// <summary>exp(x) / sum exp(x).</summary>
    public Var Softmax(Var x) => Exp(LogSoftmax(x));

    /// <summary>(x - mean) / sqrt(variance + epsilon), the variance divided by n (Ba et al. 2016, arXiv:1607.06450).</summary>
    public Var Normalize(Var x, double epsilon)
    {
        var mean = Scale(Sum(x), 1.0 / x.Length);
        var centred = Subtract(x, Broadcast(mean, x.Length));
        var variance = Scale(Sum(Multiply(centred, centred)), 1.0 / x.Length, epsilon);
        return Multiply(centred, Broadcast(Power(variance, -0.5), x.Length));
    }
}
