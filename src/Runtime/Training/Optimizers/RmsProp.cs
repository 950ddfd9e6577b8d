using LstmGen.Training;

namespace LstmGen;

/// <summary>RMSprop, optionally centered and with momentum. Same as <c>torch.optim.RMSprop</c>.</summary>
/// <remarks>
/// <code>
/// g = g + weight_decay p
/// v = alpha v + (1 - alpha) g^2
/// a = alpha a + (1 - alpha) g     u = max(v - a^2, 0)      (only centered; otherwise u = v)
/// b = momentum b + g / (sqrt(u) + eps)                     (only with momentum)
/// p = p - lr b                                             (without momentum: p - lr g / (sqrt(u) + eps))
/// </code>
/// States: <c>square_avg</c> (v), with momentum <c>momentum_buffer</c> (b), centered <c>grad_avg</c> (a). Note that eps
/// stands outside the root, unlike in TensorFlow. The max is ours: where rounding takes v - a^2 below 0, PyTorch gives NaN. Source:
/// Tieleman and Hinton 2012, lecture 6.5 of "Neural Networks for Machine Learning"; Graves 2013, "Generating Sequences With Recurrent
/// Neural Networks" (centered); PyTorch documentation, torch.optim.RMSprop.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    private readonly double _alpha, _epsilon, _momentum;
    private readonly bool _centered;
    private RmsPropRule _rule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="alpha">Decay of the mean of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0. Above 0 when centered, where the root can be 0.</param>
    /// <param name="momentum">At least 0; 0 for none.</param>
    /// <param name="centered">Divides by the standard deviation of the gradient instead of its root mean square.</param>
    /// <param name="weightDecay">L2 coefficient added to the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RmsProp(
        double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false,
        double weightDecay = 0)
        : base("RmsProp", learningRate, weightDecay, States(momentum, centered))
    {
        _alpha = ArgumentCheck.Fraction(alpha, "0.99 is usual.");
        _epsilon = ArgumentCheck.NonNegative(epsilon, "1e-8 is usual.");
        _momentum = ArgumentCheck.NonNegative(momentum, "Use 0 for none; 0.9 is usual.");
        _centered = centered;
    }

    /// <inheritdoc/>
    public override Optimizer CreateRun() => new RmsProp(LearningRate, _alpha, _epsilon, _momentum, _centered, WeightDecay);

    /// <inheritdoc/>
    protected override void Prepare(long step) => _rule = At(LearningRate, WeightDecay);

    private RmsPropRule At(double rate, double decay) => new()
    {
        Keep = (float)_alpha,
        Take = (float)(1 - _alpha),
        Rate = (float)rate,
        Epsilon = (float)_epsilon,
        Momentum = (float)_momentum,
        Decay = (float)decay,
        Centered = _centered ? 1 : 0,
    };

    /// <inheritdoc/>
    internal override void Run<TTarget>(TTarget target, TrainableRange range) => target.Run(
        range.IsPlain ? range.WeightDecay ? _rule : _rule with { Decay = 0 } : At(range.Rate(LearningRate), range.DecayOf(WeightDecay)), 0,
        _momentum > 0 ? 1 : -1, _centered ? StateCount - 1 : -1);

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> Hyperparameters() =>
    [
        .. base.Hyperparameters(), new("alpha", _alpha), new("eps", _epsilon), new("momentum", _momentum),
        new("centered", _centered ? 1 : 0),
    ];

    private static string[] States(double momentum, bool centered) => (momentum > 0, centered) switch
    {
        (false, false) => ["square_avg"],
        (true, false) => ["square_avg", "momentum_buffer"],
        (false, true) => ["square_avg", "grad_avg"],
        (true, true) => ["square_avg", "momentum_buffer", "grad_avg"],
    };
}
