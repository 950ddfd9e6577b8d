using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>Real values: <c>[Regression(outputs)]</c>. The loss is a mean over all outputs of all rows (and valid steps).</summary>
/// <param name="Outputs">Values predicted.</param>
public sealed record RegressionHead(int Outputs) : PooledHead
{
    /// <summary>Kind of loss.</summary>
    public RegressionLoss LossKind { get; init; }

    /// <summary>Huber's delta.</summary>
    public float Delta { get; init; } = 1f;

    /// <summary>The quantile.</summary>
    public float Quantile { get; init; } = 0.5f;

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Outputs;

    private protected override AttributeText Describe() => DescribePooled(new AttributeText("Regression")
        .Positional(Outputs).Named("Loss", LossKind, RegressionLoss.MeanSquared)
        .Named("Delta", Delta, 1f).Named("Quantile", Quantile, 0.5f));

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target) =>
        ElementLoss.Mean(run.Tape, output, target, difference => ElementLossOf(run.Tape, difference));

    /// <summary>The loss of each element, of y - t.</summary>
    private Var ElementLossOf(Tape tape, Var d) => LossKind switch
    {
        RegressionLoss.MeanSquared => tape.Multiply(d, d),
        RegressionLoss.MeanAbsolute => tape.Absolute(d),
        // 0.5 d^2 where |d| <= delta, else delta (|d| - 0.5 delta)
        RegressionLoss.Huber => tape.Map(
            d,
            v => Math.Abs(v) <= Delta ? 0.5 * v * v : Delta * (Math.Abs(v) - (0.5 * Delta)),
            (v, _) => Math.Clamp(v, -Delta, Delta)),
        // with t - y = -d: max(q (-d), (q - 1) (-d))
        RegressionLoss.Quantile => tape.Map(
            d,
            v => Math.Max(Quantile * -v, (Quantile - 1.0) * -v),
            (v, _) => v > 0 ? 1.0 - Quantile : v < 0 ? -Quantile : 0),
        _ => throw new InvalidOperationException($"There is no loss {LossKind}."),
    };
}
