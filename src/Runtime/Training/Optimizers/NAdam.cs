using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

/// <summary>Adam with Nesterov momentum. Same as <c>torch.optim.NAdam</c> of PyTorch 2.</summary>
/// <remarks>
/// <code>
/// g = g + weight_decay p
/// mu_t = beta1 (1 - 0.5 * 0.96^(t momentum_decay))            P_t = mu_1 mu_2 ... mu_t
/// m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2          d = sqrt(v / (1 - beta2^t)) + eps
/// p = p - lr (1 - mu_t) / (1 - P_t) g / d - lr mu_{t+1} / (1 - P_{t+1}) m / d
/// </code>
/// States: <c>exp_avg</c> (m), <c>exp_avg_sq</c> (v); running number <c>mu_product</c> (P_t). Source: Dozat 2016,
/// "Incorporating Nesterov Momentum into Adam"; PyTorch documentation, torch.optim.NAdam. (PyTorch 1.13 multiplied P_{t+1}
/// by mu_t once more than its documentation; 2.0 and this class follow the documentation.)
/// </remarks>
public sealed class NAdam : Optimizer
{
    private readonly double _beta1, _beta2, _epsilon, _momentumDecay;
    private double _muProduct = 1;
    private Rule _rule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="weightDecay">L2 coefficient added to the gradient.</param>
    /// <param name="momentumDecay">How fast the momentum warms up, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public NAdam(
        double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0,
        double momentumDecay = 4e-3)
        : base("NAdam", learningRate, weightDecay, "exp_avg", "exp_avg_sq")
    {
        _beta1 = ArgumentCheck.Fraction(beta1, "0.9 is usual.");
        _beta2 = ArgumentCheck.Fraction(beta2, "0.999 is usual.");
        _epsilon = ArgumentCheck.NonNegative(epsilon, "1e-8 is usual.");
        _momentumDecay = ArgumentCheck.NonNegative(momentumDecay, "0.004 is usual.");
    }

    /// <inheritdoc/>
    public override Optimizer CreateRun() => new NAdam(LearningRate, _beta1, _beta2, _epsilon, WeightDecay, _momentumDecay);

    /// <inheritdoc/>
    protected override void Prepare(long step)
    {
        _muProduct *= Mu(step);
        _rule = At(step, LearningRate, WeightDecay);
    }

    // After the product of all mu up to this step was made.
    private Rule At(long step, double rate, double decay)
    {
        double mu = Mu(step), next = Mu(step + 1);
        return new Rule
        {
            Keep1 = (float)_beta1,
            Take1 = (float)(1 - _beta1),
            Keep2 = (float)_beta2,
            Take2 = (float)(1 - _beta2),
            Correction2 = (float)(1 - Math.Pow(_beta2, step)),
            Epsilon = (float)_epsilon,
            Decay = (float)decay,
            GradientStep = (float)(rate * (1 - mu) / (1 - _muProduct)),
            MomentumStep = (float)(rate * next / (1 - _muProduct * next)),
        };
    }

    /// <inheritdoc/>
    internal override void Run<TTarget>(TTarget target, TrainableRange range) =>
        target.Run(
            range.IsPlain
                ? range.WeightDecay ? _rule : _rule with { Decay = 0 }
                : At(Steps, range.Rate(LearningRate), range.DecayOf(WeightDecay)), 0, 1);

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> Hyperparameters() =>
    [
        .. base.Hyperparameters(), new("beta1", _beta1), new("beta2", _beta2), new("eps", _epsilon), new("momentum_decay", _momentumDecay),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> RunningScalars() => [new("mu_product", _muProduct)];

    /// <inheritdoc/>
    protected override void RestoreRunningScalars(IReadOnlyList<NamedScalar> scalars)
        => _muProduct = ScalarList.Get(scalars, "mu_product");

    private double Mu(long step) => _beta1 * (1 - 0.5 * Math.Pow(0.96, step * _momentumDecay));

    internal record struct Rule : IUpdateRule
    {
        public float Keep1, Take1, Keep2, Take2, Correction2, Epsilon, Decay, GradientStep, MomentumStep;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
            where T : struct, IArithmetic<T>
        {
            g += T.Create(Decay) * w;
            state0 = T.Create(Keep1) * state0 + T.Create(Take1) * g;
            state1 = T.Create(Keep2) * state1 + T.Create(Take2) * g * g;
            T denominator = T.Sqrt(state1 / T.Create(Correction2)) + T.Create(Epsilon);
            w -= T.Create(GradientStep) * g / denominator;
            w -= T.Create(MomentumStep) * state0 / denominator;
        }
    }
}
