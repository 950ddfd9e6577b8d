using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

/// <summary>Adagrad: steps shrink with the sum of squared gradients. Same as <c>torch.optim.Adagrad</c>.</summary>
/// <remarks>
/// <code>
/// g = g + weight_decay p
/// s = s + g^2
/// p = p - lr / (1 + (t - 1) lr_decay) g / (sqrt(s) + eps)
/// </code>
/// State: <c>sum</c> (s). Source: Duchi, Hazan and Singer 2011, "Adaptive Subgradient Methods for Online Learning and
/// Stochastic Optimization"; PyTorch documentation, torch.optim.Adagrad.
/// </remarks>
public sealed class Adagrad : Optimizer
{
    private readonly double _learningRateDecay, _initialAccumulator, _epsilon;
    private Rule _rule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="learningRateDecay">Divides the rate by 1 + (t - 1) times this, at least 0.</param>
    /// <param name="initialAccumulator">Where the sum of squares starts, at least 0.</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="weightDecay">L2 coefficient added to the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Adagrad(
        double learningRate = 1e-2, double learningRateDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10,
        double weightDecay = 0)
        : base("Adagrad", learningRate, weightDecay, "sum")
    {
        _learningRateDecay = ArgumentCheck.NonNegative(learningRateDecay, "Use 0 for none.");
        _initialAccumulator = ArgumentCheck.NonNegative(initialAccumulator, "0 is usual.");
        _epsilon = ArgumentCheck.NonNegative(epsilon, "1e-10 is usual.");
    }

    /// <inheritdoc/>
    public override Optimizer CreateRun() => new Adagrad(LearningRate, _learningRateDecay, _initialAccumulator, _epsilon, WeightDecay);

    /// <inheritdoc/>
    protected override void Prepare(long step) => _rule = At(step, LearningRate, WeightDecay);

    private Rule At(long step, double rate, double decay) => new()
    {
        Rate = (float)(rate / (1 + (step - 1) * _learningRateDecay)),
        Decay = (float)decay,
        Epsilon = (float)_epsilon,
    };

    /// <inheritdoc/>
    internal override void Run<TTarget>(TTarget target, TrainableRange range) =>
        target.Run(
            range.IsPlain
                ? range.WeightDecay ? _rule : _rule with { Decay = 0 }
                : At(Steps, range.Rate(LearningRate), range.DecayOf(WeightDecay)), 0);

    /// <inheritdoc/>
    protected override void InitializeStates() => State(0).Fill((float)_initialAccumulator);

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> Hyperparameters() =>
    [
        .. base.Hyperparameters(), new("lr_decay", _learningRateDecay), new("initial_accumulator_value", _initialAccumulator),
        new("eps", _epsilon),
    ];

    internal record struct Rule : IUpdateRule
    {
        public float Rate, Decay, Epsilon;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
            where T : struct, IArithmetic<T>
        {
            g += T.Create(Decay) * w;
            state0 += g * g;
            w -= T.Create(Rate) * g / (T.Sqrt(state0) + T.Create(Epsilon));
        }
    }
}
