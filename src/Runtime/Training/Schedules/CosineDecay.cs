using LstmGen.Training;

namespace LstmGen;

/// <summary>Half a cosine from the initial rate to a minimum. Same as torch's <c>CosineAnnealingLR</c>.</summary>
/// <remarks>
/// rate(t) = minimum + (initial - minimum) (1 + cos(pi t / period)) / 2. As in PyTorch it rises again after the period, so
/// make the period the length of the training. Source: Loshchilov and Hutter 2017, "SGDR".
/// </remarks>
public sealed class CosineDecay : LearningRateSchedule
{
    private readonly long _period;
    private readonly double _minimum;

    /// <summary>Creates the schedule.</summary>
    /// <param name="period">Epochs (or steps) until the minimum, at least 1.</param>
    /// <param name="minimum">The lowest rate, at least 0.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public CosineDecay(long period, double minimum = 0, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        _period = ArgumentCheck.AtLeast(period, 1, "Make it the number of epochs or steps of the training.");
        _minimum = ArgumentCheck.NonNegative(minimum, "0 is usual.");
    }

    /// <inheritdoc/>
    public override string Describe() => Described(new("period", _period), new("minimum", _minimum));

    /// <inheritdoc/>
    protected override double Rate(long index, double initial)
        => _minimum + (initial - _minimum) * (1 + Math.Cos(Math.PI * index / _period)) / 2;
}
