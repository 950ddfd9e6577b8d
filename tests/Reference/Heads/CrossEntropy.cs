using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>Softmax cross-entropy as <c>nn.CrossEntropyLoss</c> computes it.</summary>
internal static class CrossEntropy
{
    /// <summary>
    /// sum of (1 - s) w[y] (-log p[y]) + s / K sum over k of w[k] (-log p[k]), over the targets that are not ignored,
    /// divided by the sum of their w[y]. Without any such target the loss is 0 (PyTorch has NaN).
    /// </summary>
    public static Var Mean(Tape tape, Sequences output, ReferenceTarget target, double smoothing, int ignoreIndex)
    {
        var classes = target.Classes ?? throw new ArgumentException("The target needs Classes.", nameof(target));
        var terms = new List<Var>();
        double total = 0;
        for (int row = 0; row < output.Rows.Count; row++)
        {
            for (int t = 0; t < output.Rows[row].Count; t++)
            {
                int goal = classes[(row * output.Time) + t];
                var logits = output.Rows[row][t];
                if (goal == ignoreIndex)
                    continue;
                if (goal < 0 || goal >= logits.Length)
                    throw new ArgumentException(
                        $"Class {goal} of row {row}, step {t}, is outside 0 to {logits.Length - 1}.", nameof(target));
                var weights = target.ClassWeights ?? Enumerable.Repeat(1.0, logits.Length).ToArray();
                var share = weights.Select(w => -smoothing / logits.Length * w).ToArray();
                share[goal] -= (1 - smoothing) * weights[goal];
                terms.Add(tape.Sum(tape.Multiply(tape.LogSoftmax(logits), tape.Leaf(share))));
                total += weights[goal];
            }
        }

        var sum = tape.SumAll(terms);
        return target.SumReduction || total == 0 ? sum : tape.Scale(sum, 1 / total);
    }
}
