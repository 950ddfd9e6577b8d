namespace LstmGen;

/// <summary>The initial learning rate throughout; what follows a warm-up when nothing else is asked for.</summary>
/// <param name="unit">Irrelevant here; must match where schedules are combined.</param>
public sealed class ConstantRate(ScheduleUnit unit = ScheduleUnit.Epoch) : LearningRateSchedule(unit)
{
    /// <inheritdoc/>
    public override string Describe() => Described();

    /// <inheritdoc/>
    protected override double Rate(long index, double initial) => initial;
}
