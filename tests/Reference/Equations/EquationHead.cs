using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Equations;

/// <summary>A head with a loss of one's own: <c>[Regression(n, Equation = typeof(X))]</c>, a mean over its targets.</summary>
/// <param name="Targets">Values of a target.</param>
/// <param name="PerTarget">Outputs for each of them.</param>
/// <param name="TypeName">The loss's class.</param>
/// <param name="Element">The loss of one value of each target: its outputs, then the target.</param>
public sealed record EquationHead(int Targets, int PerTarget, string TypeName, Func<Tape, Var[], Var, Var> Element) : PooledHead
{
    /// <summary>Constants of the declaration, as C#; null for none.</summary>
    public string? Constants { get; init; }

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Targets * PerTarget;

    private protected override AttributeText Describe() => DescribePooled(new AttributeText("Regression")
        .Positional(Targets).Named("Equation", new Raw($"typeof({TypeName})"), null!).Named(
            "Constants", Constants is null ? null : new Raw($"new[] {{ {Constants} }}"), null));

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target)
    {
        Tape tape = run.Tape;
        var terms = new List<Var>();
        int count = 0;
        for (int row = 0; row < output.Rows.Count; row++)
        {
            for (int t = 0; t < output.Rows[row].Count; t++)
            {
                Var y = output.Rows[row][t];
                for (int i = 0; i < Targets; i++, count++)
                {
                    Var[] outputs = [.. Enumerable.Range(0, PerTarget).Select(k => tape.Slice(y, i * PerTarget + k, 1))];
                    terms.Add(Element(tape, outputs, tape.Leaf([target.Values![((row * output.Time) + t) * Targets + i]])));
                }
            }
        }

        return tape.Scale(tape.SumAll(terms), 1.0 / count);
    }

    private sealed record Raw(string Text)
    {
        public override string ToString() => Text;
    }
}
