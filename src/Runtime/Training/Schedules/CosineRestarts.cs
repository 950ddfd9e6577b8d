using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// Half a cosine from the initial rate to a minimum, again and again (warm restarts). Same as torch's
/// <c>CosineAnnealingWarmRestarts</c>.
/// </summary>
/// <remarks>
/// rate = minimum + (initial - minimum) (1 + cos(pi t / T)) / 2, where t counts from the last restart and T, the epochs or steps from it
/// to the next, is multiplied by <c>growth</c> at each restart. Source: Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient Descent
/// with Warm Restarts", arXiv:1608.03983, equation 5. The moments of the optimizer are kept.
/// </remarks>
public sealed class CosineRestarts : LearningRateSchedule
{
    private readonly long _period, _growth;
    private readonly double _minimum;

    /// <summary>Creates the schedule.</summary>
    /// <param name="period">Epochs (or steps) until the first restart, at least 1.</param>
    /// <param name="growth">What each period is longer than the one before, as a factor, at least 1.</param>
    /// <param name="minimum">The rate that each period falls to, at least 0.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public CosineRestarts(long period, long growth = 1, double minimum = 0, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        _period = ArgumentCheck.AtLeast(period, 1, "It counts the epochs or steps until the first restart.");
        _growth = ArgumentCheck.AtLeast(growth, 1, "1 makes all periods equal, 2 doubles each.");
        _minimum = ArgumentCheck.NonNegative(minimum, "0 is usual.");
    }

    /// <inheritdoc/>
    public override string Describe() => Described(new("period", _period), new("growth", _growth), new("minimum", _minimum));

    /// <inheritdoc/>
    protected override double Rate(long index, double initial)
    {
        long at = index, length = _period;
        if (_growth == 1)
            at %= _period;
        while (at >= length)
        {
            at -= length;
            length = length > long.MaxValue / _growth ? long.MaxValue : length * _growth;
        }

        return _minimum + (initial - _minimum) * (1 + Math.Cos(Math.PI * at / length)) / 2;
    }
}
