using LstmGen.Training;

namespace LstmGen;

/// <summary>Adam with L2 weight decay in the gradient. Same as <c>torch.optim.Adam</c>.</summary>
/// <remarks>
/// <code>
/// g = g + weight_decay p
/// m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
/// p = p - lr / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
/// </code>
/// States: <c>exp_avg</c> (m), <c>exp_avg_sq</c> (v). Source: Kingma and Ba 2015, "Adam: A Method for Stochastic
/// Optimization"; PyTorch documentation, torch.optim.Adam.
/// </remarks>
public sealed class Adam : Optimizer
{
    private readonly double _beta1, _beta2, _epsilon;
    private AdamRule _rule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="weightDecay">L2 coefficient added to the gradient; see <see cref="AdamW"/> for the decoupled form.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Adam(
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base("Adam", learningRate, weightDecay, "exp_avg", "exp_avg_sq")
    {
        _beta1 = ArgumentCheck.Fraction(beta1, "0.9 is usual.");
        _beta2 = ArgumentCheck.Fraction(beta2, "0.999 is usual.");
        _epsilon = ArgumentCheck.NonNegative(epsilon, "1e-8 is usual.");
    }

    /// <inheritdoc/>
    public override Optimizer CreateRun() => new Adam(LearningRate, _beta1, _beta2, _epsilon, WeightDecay);

    /// <inheritdoc/>
    protected override void Prepare(long step) => _rule = At(step, LearningRate, WeightDecay);

    /// <inheritdoc/>
    internal override void Run<TTarget>(TTarget target, TrainableRange range) =>
        target.Run(
            range.IsPlain
                ? range.WeightDecay ? _rule : _rule with { Decay = 0 }
                : At(Steps, range.Rate(LearningRate), range.DecayOf(WeightDecay)), 0, 1);

    private AdamRule At(long step, double rate, double decay) =>
        AdamRule.At(step, rate, _beta1, _beta2, _epsilon) with { Decay = (float)decay };

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> Hyperparameters() =>
        [.. base.Hyperparameters(), new("beta1", _beta1), new("beta2", _beta2), new("eps", _epsilon)];
}
