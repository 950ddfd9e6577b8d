using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>Any of several labels: <c>[MultiLabel(labels)]</c>, with <c>nn.BCEWithLogitsLoss</c>.</summary>
/// <param name="Labels">Number of labels.</param>
public sealed record MultiLabelHead(int Labels) : PooledHead
{
    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Labels;

    private protected override AttributeText Describe() =>
        DescribePooled(new AttributeText("MultiLabel").Positional(Labels));

    /// <summary>Mean of p t softplus(-y) + (1 - t) softplus(y), with p the weight of positives.</summary>
    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target)
    {
        var tape = run.Tape;
        var values = target.Values ?? throw new ArgumentException("The target needs Values.", nameof(target));
        var weights = target.PositiveWeights ?? Enumerable.Repeat(1.0, Labels).ToArray();
        var terms = new List<Var>();
        for (int row = 0; row < output.Rows.Count; row++)
        {
            for (int t = 0; t < output.Rows[row].Count; t++)
            {
                var y = output.Rows[row][t];
                var goal = values.AsSpan(((row * output.Time) + t) * Labels, Labels).ToArray();
                var positive = tape.Leaf(goal.Zip(weights, (g, p) => g * p).ToArray());
                var negative = tape.Leaf(goal.Select(g => 1 - g).ToArray());
                terms.Add(tape.Sum(tape.Multiply(positive, tape.Softplus(tape.Scale(y, -1)))));
                terms.Add(tape.Sum(tape.Multiply(negative, tape.Softplus(y))));
            }
        }

        var sum = tape.SumAll(terms);
        return target.SumReduction ? sum : tape.Scale(sum, 1.0 / (terms.Count / 2 * Labels));
    }
}
