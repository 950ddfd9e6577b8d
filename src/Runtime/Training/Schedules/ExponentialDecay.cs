using LstmGen.Training;

namespace LstmGen;

/// <summary>Multiplies the rate by gamma every epoch: initial gamma^t. Same as torch's <c>ExponentialLR</c>.</summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    private readonly double _gamma;

    /// <summary>Creates the schedule.</summary>
    /// <param name="gamma">The factor, above 0; 0.9 to 0.99 per epoch is usual.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ExponentialDecay(double gamma, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
        => _gamma = ArgumentCheck.Positive(gamma, "0.9 to 0.99 per epoch is usual.");

    /// <inheritdoc/>
    public override string Describe() => Described(new NamedScalar("gamma", _gamma));

    /// <inheritdoc/>
    protected override double Rate(long index, double initial) => initial * Math.Pow(_gamma, index);
}
