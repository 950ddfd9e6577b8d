using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// Multiplies the rate by gamma at each milestone: initial gamma^(milestones at or before t). Same as torch's <c>MultiStepLR</c>.
/// </summary>
public sealed class MultiStepDecay : LearningRateSchedule
{
    private readonly long[] _milestones;
    private readonly double _gamma;

    /// <summary>Creates the schedule.</summary>
    /// <param name="milestones">Epochs (or steps) at which the rate falls, ascending, from 1 up.</param>
    /// <param name="gamma">The factor, above 0.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentException">The milestones do not ascend from at least 1, or gamma is not above 0.</exception>
    public MultiStepDecay(ReadOnlySpan<long> milestones, double gamma = 0.1, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        for (int i = 0; i < milestones.Length; i++)
        {
            if (milestones[i] <= (i == 0 ? 0 : milestones[i - 1]))
            {
                throw new ArgumentException(
                    $"milestones[{i}] is {milestones[i]}; milestones must ascend, the first at least 1.", nameof(milestones));
            }
        }

        _milestones = milestones.ToArray();
        _gamma = ArgumentCheck.Positive(gamma, "0.1 to 0.5 is usual.");
    }

    /// <inheritdoc/>
    public override string Describe() => Described([.. _milestones.Select(at => new NamedScalar("at", at)), new("gamma", _gamma)]);

    /// <inheritdoc/>
    protected override double Rate(long index, double initial)
    {
        int passed = 0;
        while (passed < _milestones.Length && _milestones[passed] <= index)
            passed++;
        return initial * Math.Pow(_gamma, passed);
    }
}
