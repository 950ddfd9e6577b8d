using LstmGen.Training;

namespace LstmGen;

/// <summary>Multiplies the rate by gamma every so many epochs: initial gamma^floor(t / every). Same as torch's <c>StepLR</c>.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly long every;
    private readonly double gamma;

    /// <summary>Creates the schedule.</summary>
    /// <param name="every">Epochs (or steps) between decays, at least 1.</param>
    /// <param name="gamma">The factor, above 0.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public StepDecay(long every, double gamma = 0.1, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        this.every = ArgumentCheck.AtLeast(every, 1, "It counts the epochs or steps between decays.");
        this.gamma = ArgumentCheck.Positive(gamma, "0.1 to 0.5 is usual.");
    }

    /// <inheritdoc/>
    public override string Describe() => Described(new("every", every), new("gamma", gamma));

    /// <inheritdoc/>
    protected override double Rate(long index, double initial) => initial * Math.Pow(gamma, index / every);
}
