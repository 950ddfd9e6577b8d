using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>One vector out of each row's valid steps.</summary>
internal static class Pool
{
    public static (Sequences Pooled, double[]? Attention) Apply(RunContext run, PooledHead head, Sequences input)
    {
        var tape = run.Tape;
        var rows = input.Rows;
        switch (head.Pooling)
        {
            case Pooling.Last when head.ReadLastStep:
                return (OneStep(rows.Select(steps => steps.Count == input.Time ? steps[^1] : tape.Constant(steps[0].Length))), null);
            case Pooling.Last:
                return (OneStep(input.Last ?? rows.Select(steps => steps[^1])), null);
            case Pooling.Mean:
                return (OneStep(rows.Select(steps => tape.Scale(tape.SumAll(steps), 1.0 / steps.Count))), null);
            case Pooling.Max:
                return (OneStep(rows.Select(tape.Maximum)), null);
            case Pooling.Attention:
                return Attention(run, head.HeadName, input);
            default:
                throw new InvalidOperationException($"There is no pooling {head.Pooling}.");
        }
    }

    private static Sequences OneStep(IEnumerable<Var> rows) => new([.. rows.Select(x => new List<Var> { x })], 1);

    /// <summary>alpha = softmax over t of (w h_t + b); sum over t of alpha_t h_t.</summary>
    private static (Sequences Pooled, double[] Attention) Attention(RunContext run, string head, Sequences input)
    {
        var tape = run.Tape;
        var weights = new double[input.Rows.Count * input.Time];
        var pooled = new List<Var>();
        for (int row = 0; row < input.Rows.Count; row++)
        {
            var steps = input.Rows[row];
            var scores = tape.Concatenate([.. steps.Select(h => run.Linear($"{head}.attention", bias: true, h))]);
            var alpha = tape.Softmax(scores);
            alpha.Value.CopyTo(weights, row * input.Time);
            pooled.Add(tape.SumAll([.. steps.Select((h, t) =>
                tape.Multiply(tape.Broadcast(tape.Slice(alpha, t, 1), h.Length), h))]));
        }

        return (OneStep(pooled), weights);
    }
}
