using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>Losses that are a mean over elements of a function of y - t.</summary>
internal static class ElementLoss
{
    public static Var Mean(Tape tape, Sequences output, ReferenceTarget target, Func<Var, Var> loss)
    {
        var values = target.Values ?? throw new ArgumentException("The target needs Values.", nameof(target));
        var terms = new List<Var>();
        int count = 0;
        for (int row = 0; row < output.Rows.Count; row++)
        {
            for (int t = 0; t < output.Rows[row].Count; t++)
            {
                var y = output.Rows[row][t];
                var goal = tape.Leaf(values.AsSpan(((row * output.Time) + t) * y.Length, y.Length));
                terms.Add(tape.Sum(loss(tape.Subtract(y, goal))));
                count += y.Length;
            }
        }

        var sum = tape.SumAll(terms);
        return target.SumReduction ? sum : tape.Scale(sum, 1.0 / count);
    }
}
