using LstmGen.Training;

namespace LstmGen;

/// <summary>Multiplies the rate by gamma every so many epochs: initial gamma^floor(t / every). Same as torch's <c>StepLR</c>.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly long _every;
    private readonly double _gamma;

    /// <summary>Creates the schedule.</summary>
    /// <param name="every">Epochs (or steps) between decays, at least 1.</param>
    /// <param name="gamma">The factor, above 0.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public StepDecay(long every, double gamma = 0.1, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        _every = ArgumentCheck.AtLeast(every, 1, "It counts the epochs or steps between decays.");
        _gamma = ArgumentCheck.Positive(gamma, "0.1 to 0.5 is usual.");
    }

    /// <inheritdoc/>
    public override string Describe() => Described(new("every", _every), new("gamma", _gamma));

    /// <inheritdoc/>
    protected override double Rate(long index, double initial) => initial * Math.Pow(_gamma, index / _every);
}
