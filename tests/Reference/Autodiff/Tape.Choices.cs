namespace LstmGen.Reference.Autodiff;

public sealed partial class Tape
{
    /// <summary>a / b, element by element.</summary>
    public Var Divide(Var a, Var b)
    {
        RequireSameLength(a, b);
        return Binary(a, b, (x, y) => x / y, (_, y) => 1 / y, (x, y) => -x / (y * y));
    }

    /// <summary>The greater of both; a takes the gradient where they are equal.</summary>
    public Var Max(Var a, Var b) => Choose(a, b, (x, y) => x >= y, a, b);

    /// <summary>The lesser of both; a takes the gradient where they are equal.</summary>
    public Var Min(Var a, Var b) => Choose(a, b, (x, y) => x <= y, a, b);

    /// <summary>
    /// Elements of <paramref name="whenTrue"/> where the comparison of a and b holds, else of <paramref name="otherwise"/>.
    /// </summary>
    public Var Choose(Var a, Var b, Func<double, double, bool> compare, Var whenTrue, Var otherwise)
    {
        RequireSameLength(a, b);
        RequireSameLength(whenTrue, otherwise);
        var value = new double[whenTrue.Length];
        for (int i = 0; i < value.Length; i++)
            value[i] = (compare(a.Value[i], b.Value[i]) ? whenTrue : otherwise).Value[i];
        return Record(value, y =>
        {
            for (int i = 0; i < value.Length; i++)
                Accumulate(compare(a.Value[i], b.Value[i]) ? whenTrue : otherwise, i, y.Gradient[i]);
        });
    }
}
