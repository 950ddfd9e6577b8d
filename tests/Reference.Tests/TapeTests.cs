namespace LstmGen.Reference.Tests;

/// <summary>Every operation of the tape has the derivative that central differences measure.</summary>
public class TapeTests
{
    private static readonly Dictionary<string, Func<Tape, Var, Var>> Operations = new()
    {
        ["add"] = (t, x) => t.Add(Left(t, x), Right(t, x)),
        ["subtract"] = (t, x) => t.Subtract(Left(t, x), Right(t, x)),
        ["multiply"] = (t, x) => t.Multiply(Left(t, x), Right(t, x)),
        ["multiply with itself"] = (t, x) => t.Multiply(x, x),
        ["divide"] = (t, x) => t.Divide(Left(t, x), t.Exp(Right(t, x))),
        ["greater of two"] = (t, x) => t.Max(Left(t, x), Right(t, x)),
        ["lesser of two"] = (t, x) => t.Min(Left(t, x), Right(t, x)),
        ["choose"] = (t, x) =>
            t.Choose(Left(t, x), Right(t, x), (a, b) => a > b, t.Multiply(Left(t, x), Left(t, x)), t.Sigmoid(Right(t, x))),
        ["scale"] = (t, x) => t.Scale(x, -1.7, 0.3),
        ["sigmoid"] = (t, x) => t.Sigmoid(x),
        ["tanh"] = (t, x) => t.Tanh(x),
        ["relu"] = (t, x) => t.Relu(x),
        ["exp"] = (t, x) => t.Exp(x),
        ["log"] = (t, x) => t.Log(t.Exp(t.Tanh(x))),
        ["softplus"] = (t, x) => t.Softplus(x),
        ["absolute"] = (t, x) => t.Absolute(x),
        ["power"] = (t, x) => t.Power(t.Exp(x), -0.5),
        ["clamp"] = (t, x) => t.Clamp(x, 0.5),
        ["slice"] = (t, x) => t.Slice(x, 1, 3),
        ["row"] = (t, x) => t.Row(x, 2, 2),
        ["concatenate"] = (t, x) => t.Concatenate(x, Left(t, x)),
        ["broadcast"] = (t, x) => t.Broadcast(t.Slice(x, 2, 1), 4),
        ["matrix by vector"] = (t, x) => t.MatrixVector(t.Slice(x, 0, 4), t.Slice(x, 4, 2)),
        ["sum"] = (t, x) => t.Sum(x),
        ["sum of vectors"] = (t, x) => t.SumAll([Left(t, x), Right(t, x), Left(t, x)]),
        ["maximum"] = (t, x) => t.Maximum([Left(t, x), Right(t, x)]),
        ["log sum exp"] = (t, x) => t.LogSumExp(x),
        ["log softmax"] = (t, x) => t.LogSoftmax(x),
        ["softmax"] = (t, x) => t.Softmax(x),
        ["normalize"] = (t, x) => t.Normalize(x, 1e-5),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_is_that_of_central_differences(string name)
    {
        double[] x = [0.31, -1.2, 0.77, 2.1, -0.4, 0.05];
        (double Loss, double[] Gradient) Evaluate()
        {
            var tape = new Tape();
            var input = tape.Leaf(x);
            var y = Operations[name](tape, input);
            var weights = tape.Leaf([.. Enumerable.Range(0, y.Length).Select(i => 0.4 + (0.3 * i) - (0.1 * i * i))]);
            var loss = tape.Sum(tape.Multiply(y, weights));
            tape.Backward(loss);
            return (loss.Scalar, input.Gradient);
        }

        var gradient = Evaluate().Gradient;
        Assert.Contains(gradient, g => g != 0);
        CentralDifferences.Check(name, x, gradient, () => Evaluate().Loss);
    }

    [Fact]
    public void Values_are_those_of_the_definitions()
    {
        var tape = new Tape();
        var x = tape.Leaf([1, 2, 3]);

        Assert.Equal([14.0, 32.0], tape.MatrixVector(tape.Leaf([1, 2, 3, 4, 5, 6]), x).Value);
        Assert.Equal(Math.Log(Math.E + Math.Exp(2) + Math.Exp(3)), tape.LogSumExp(x).Scalar, 12);
        Assert.Equal(1, tape.Softmax(x).Value.Sum(), 12);
        Assert.Equal(
            [-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)], tape.Normalize(x, 0).Value.Select(v => Math.Round(v, 12)),
            (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Equal([2.0, 3], tape.Row(tape.Leaf([0, 1, 2, 3]), 1, 2).Value);
        Assert.Equal([1.0, 5, 3], tape.Maximum([x, tape.Leaf([0, 5, 3])]).Value);
    }

    [Fact]
    public void Rounding_tape_holds_only_floats()
    {
        var tape = new Tape(single: true);
        var x = tape.Leaf([0.1, 0.2, 0.3]);
        var y = tape.Sum(tape.Multiply(tape.Tanh(x), tape.Exp(x)));
        tape.Backward(y);

        Assert.All(x.Value.Concat(y.Value).Concat(x.Gradient), v => Assert.Equal((float)v, v));
    }

    [Fact]
    public void Operands_of_different_lengths_are_refused()
    {
        var tape = new Tape();
        var error = Assert.Throws<ArgumentException>(() => tape.Add(tape.Constant(2), tape.Constant(3)));
        Assert.Contains("2 and 3", error.Message, StringComparison.Ordinal);
    }

    private static Var Left(Tape tape, Var x) => tape.Slice(x, 0, 3);

    private static Var Right(Tape tape, Var x) => tape.Slice(x, 3, 3);
}
