namespace LstmGen.Training;

/// <summary>The learning rate as a function of the epoch or the step.</summary>
/// <remarks>
/// Ask <see cref="At"/> before each epoch or step (see <see cref="Unit"/>), counted from 0, and set the optimizer's rate to
/// it. All but <see cref="ReduceOnPlateau"/> are pure functions of that index, so a resumed run needs no more than it.
/// </remarks>
public abstract class LearningRateSchedule
{
    private protected LearningRateSchedule(ScheduleUnit unit) => Unit = unit is ScheduleUnit.Epoch or ScheduleUnit.Step
        ? unit
        : throw new ArgumentOutOfRangeException(nameof(unit), unit, "unit must be ScheduleUnit.Epoch or ScheduleUnit.Step.");

    /// <summary>Whether the index of <see cref="At"/> counts epochs or optimizer steps.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>Whether <see cref="Observe"/> must be told the watched metric after each epoch.</summary>
    public virtual bool NeedsMetric => false;

    /// <summary>The learning rate of one epoch or step.</summary>
    /// <param name="index">Epochs or steps already done: 0 for the first.</param>
    /// <param name="initial">The optimizer's own learning rate, as constructed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or <paramref name="initial"/> is not a rate.</exception>
    public float At(long index, float initial)
    {
        Demand.AtLeast(index, 0, "Count epochs or steps from 0.");
        Demand.NonNegative(initial, "Pass the optimizer's learning rate.");
        return (float)Rate(index, initial);
    }

    /// <summary>Tells the watched metric of the epoch that has ended. Does nothing unless <see cref="NeedsMetric"/>.</summary>
    /// <param name="metric">The metric's value.</param>
    public virtual void Observe(double metric)
    {
    }

    /// <summary>The state a checkpoint must hold; empty for pure schedules.</summary>
    public virtual IReadOnlyList<NamedScalar> ExportState() => [];

    /// <summary>Takes back what <see cref="ExportState"/> gave.</summary>
    /// <exception cref="ArgumentException">A number is missing or unknown.</exception>
    public virtual void RestoreState(IReadOnlyList<NamedScalar> state)
        => ScalarList.RequireSameNames(state, [], GetType().Name, nameof(state));

    /// <summary>The rate in double; arguments are valid.</summary>
    private protected abstract double Rate(long index, double initial);

    /// <summary>Lets one schedule read another.</summary>
    private protected static double RateOf(LearningRateSchedule schedule, long index, double initial) => schedule.Rate(index, initial);
}
