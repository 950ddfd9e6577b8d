using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

/// <summary>Stochastic gradient descent, optionally with (Nesterov) momentum. Same as <c>torch.optim.SGD</c>.</summary>
/// <remarks>
/// <code>
/// g = g + weight_decay p
/// b = g at the first step, then momentum b + (1 - dampening) g        (only with momentum)
/// d = g + momentum b with Nesterov, else b                            (without momentum: g)
/// p = p - lr d
/// </code>
/// State: <c>momentum_buffer</c>, only with momentum. Source: PyTorch documentation, torch.optim.SGD; Sutskever et al. 2013,
/// "On the importance of initialization and momentum in deep learning". A parameter that becomes trainable after the
/// first step starts from b = 0, which differs from b = g only with dampening.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum, _dampening;
    private readonly bool _nesterov;
    private PlainRule _plain;
    private MomentumRule _withMomentum;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="momentum">At least 0; 0 keeps no state. Usual: 0.9.</param>
    /// <param name="dampening">Damps the gradient's share in the momentum. Must be 0 with Nesterov.</param>
    /// <param name="nesterov">Looks ahead along the momentum; needs momentum above 0.</param>
    /// <param name="weightDecay">L2 coefficient added to the gradient.</param>
    /// <exception cref="ArgumentException">A value is out of range, or Nesterov lacks momentum or has dampening.</exception>
    public Sgd(
        double learningRate, double momentum = 0, double dampening = 0, bool nesterov = false, double weightDecay = 0)
        : base("Sgd", learningRate, weightDecay, momentum > 0 ? ["momentum_buffer"] : [])
    {
        _momentum = ArgumentCheck.NonNegative(momentum, "Use 0 for none; 0.9 is usual.");
        _dampening = ArgumentCheck.NonNegative(dampening, "Use 0 for none.");
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException(
                $"nesterov needs momentum above 0 and dampening 0, not momentum {momentum} and dampening {dampening}.", nameof(nesterov));
        }

        _nesterov = nesterov;
    }

    /// <inheritdoc/>
    public override Optimizer CreateRun() => new Sgd(LearningRate, _momentum, _dampening, _nesterov, WeightDecay);

    /// <inheritdoc/>
    protected override void Prepare(long step)
    {
        _plain = new PlainRule { Rate = (float)LearningRate, Decay = (float)WeightDecay };
        _withMomentum = new MomentumRule
        {
            Rate = (float)LearningRate,
            Decay = (float)WeightDecay,
            Momentum = step == 1 ? 0 : (float)_momentum,
            Share = step == 1 ? 1 : (float)(1 - _dampening),
            OwnGradient = _nesterov ? 1 : 0,
            BufferShare = _nesterov ? (float)_momentum : 1,
        };
    }

    /// <inheritdoc/>
    internal override void Run<TTarget>(TTarget target, TrainableRange range)
    {
        float rate = (float)range.Rate(LearningRate), decay = (float)range.DecayOf(WeightDecay);
        if (_momentum == 0)
            target.Run(_plain with { Rate = rate, Decay = decay });
        else
            target.Run(_withMomentum with { Rate = rate, Decay = decay }, 0);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<NamedScalar> Hyperparameters() =>
        [.. base.Hyperparameters(), new("momentum", _momentum), new("dampening", _dampening), new("nesterov", _nesterov ? 1 : 0)];

    internal record struct PlainRule : IUpdateRule
    {
        public float Rate, Decay;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
            where T : struct, IArithmetic<T>
            => w -= T.Create(Rate) * (g + T.Create(Decay) * w);
    }

    internal record struct MomentumRule : IUpdateRule
    {
        public float Rate, Decay, Momentum, Share, OwnGradient, BufferShare;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
            where T : struct, IArithmetic<T>
        {
            g += T.Create(Decay) * w;
            state0 = T.Create(Momentum) * state0 + T.Create(Share) * g;
            w -= T.Create(Rate) * (T.Create(OwnGradient) * g + T.Create(BufferShare) * state0);
        }
    }
}
