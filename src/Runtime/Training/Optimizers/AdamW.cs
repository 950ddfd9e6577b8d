using LstmGen.Training;

namespace LstmGen;

/// <summary>Adam with decoupled weight decay. Same as <c>torch.optim.AdamW</c>.</summary>
/// <remarks>
/// <code>
/// p = p (1 - lr weight_decay)
/// m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
/// p = p - lr / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
/// </code>
/// States: <c>exp_avg</c> (m), <c>exp_avg_sq</c> (v). Source: Loshchilov and Hutter 2019, "Decoupled Weight Decay
/// Regularization"; PyTorch documentation, torch.optim.AdamW.
/// </remarks>
public sealed class AdamW : Optimizer
{
    private readonly double _beta1, _beta2, _epsilon;
    private AdamRule _rule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="weightDecay">Each step shrinks the parameters by the factor 1 - lr weight_decay.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public AdamW(
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        : base("AdamW", learningRate, weightDecay, "exp_avg", "exp_avg_sq")
    {
        _beta1 = ArgumentCheck.Fraction(beta1, "0.9 is usual.");
        _beta2 = ArgumentCheck.Fraction(beta2, "0.999 is usual.");
        _epsilon = ArgumentCheck.NonNegative(epsilon, "1e-8 is usual.");
    }

    /// <inheritdoc/>
    public override Optimizer CreateRun() => new AdamW(LearningRate, _beta1, _beta2, _epsilon, WeightDecay);

    /// <inheritdoc/>
    protected override void Prepare(long step) => _rule = At(step, LearningRate, WeightDecay);

    /// <inheritdoc/>
    internal override void Run<TTarget>(TTarget target, TrainableRange range) =>
        target.Run(
            range.IsPlain
                ? range.WeightDecay ? _rule : _rule with { Shrink = 1 }
                : At(Steps, range.Rate(LearningRate), range.DecayOf(WeightDecay)), 0, 1);

    private AdamRule At(long step, double rate, double decay) =>
        AdamRule.At(step, rate, _beta1, _beta2, _epsilon) with { Shrink = (float)(1 - rate * decay) };

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> Hyperparameters() =>
        [.. base.Hyperparameters(), new("beta1", _beta1), new("beta2", _beta2), new("eps", _epsilon)];
}
