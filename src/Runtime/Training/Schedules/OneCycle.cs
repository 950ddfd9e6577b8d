using LstmGen.Training;

namespace LstmGen;

/// <summary>Up to a maximum and down far below the start, both on half a cosine, within one training. torch's <c>OneCycleLR</c>.</summary>
/// <remarks>
/// start = max / divide, end = start / finalDivide; the rise takes warmUpShare of the steps. The initial rate of the optimizer
/// is not used. Same as <c>OneCycleLR(anneal_strategy='cos', three_phase=False, cycle_momentum=False)</c>. Source: Smith and
/// Topin 2017, "Super-Convergence".
/// </remarks>
public sealed class OneCycle : LearningRateSchedule
{
    private readonly double _maximum, _start, _end, _riseEnd;
    private readonly long _total;

    /// <summary>Creates the schedule.</summary>
    /// <param name="maximum">The highest rate, above 0.</param>
    /// <param name="total">Steps (or epochs) of the whole training, at least 2.</param>
    /// <param name="warmUpShare">Share of the training in which the rate rises, in [0, 1].</param>
    /// <param name="divide">maximum / first rate, above 0.</param>
    /// <param name="finalDivide">First rate / last rate, above 0.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public OneCycle(
        double maximum, long total, double warmUpShare = 0.3, double divide = 25, double finalDivide = 1e4,
        ScheduleUnit unit = ScheduleUnit.Step)
        : base(unit)
    {
        _maximum = ArgumentCheck.Positive(maximum, "It is the highest learning rate.");
        _total = ArgumentCheck.AtLeast(total, 2, "It counts the steps of the whole training: epochs times batches.");
        if (!(warmUpShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(warmUpShare), warmUpShare, "warmUpShare must lie in [0, 1]; 0.3 is usual.");
        _start = _maximum / ArgumentCheck.Positive(divide, "25 is usual.");
        _end = _start / ArgumentCheck.Positive(finalDivide, "10,000 is usual.");
        _riseEnd = warmUpShare * total - 1;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Described(new("start", _start), new("maximum", _maximum), new("end", _end), new("total", _total), new("rise_end", _riseEnd));

    /// <inheritdoc/>
    protected override double Rate(long index, double initial)
    {
        if (index >= _total)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"The cycle has {_total} steps and is over. Set total to the steps of the whole training.");
        }

        return index <= _riseEnd
            ? Anneal(_start, _maximum, _riseEnd > 0 ? index / _riseEnd : 1)
            : Anneal(_maximum, _end, (index - _riseEnd) / (_total - 1 - _riseEnd));
    }

    private static double Anneal(double from, double to, double share)
        => to + (from - to) / 2 * (Math.Cos(Math.PI * share) + 1);
}
