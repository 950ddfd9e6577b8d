using LstmGen.Training;

namespace LstmGen;

/// <summary>Raises the rate in a straight line, then hands over to another schedule.</summary>
/// <remarks>
/// For t below length: rate(t) = start + (target - start) t / length with target the first rate of the schedule after and
/// start = startFactor target; from then on the other schedule's rate(t - length). Same as torch's
/// <c>SequentialLR([LinearLR(start_factor, total_iters=length), after], milestones=[length])</c>. Metrics that are observed
/// during the warm-up reach the schedule after it.
/// </remarks>
public sealed class LinearWarmup : LearningRateSchedule
{
    private readonly long _length;
    private readonly double _startFactor;
    private readonly LearningRateSchedule _after;

    /// <summary>Creates a warm-up followed by <paramref name="after"/>, counted in its unit.</summary>
    /// <param name="length">Epochs or steps of the warm-up, at least 1.</param>
    /// <param name="after">What follows; <see cref="ConstantRate"/> to stay at the initial rate.</param>
    /// <param name="startFactor">The first rate as a share of the target, in [0, 1].</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public LinearWarmup(long length, LearningRateSchedule after, double startFactor = 0)
        : base((after ?? throw new ArgumentNullException(nameof(after))).Unit)
    {
        _length = ArgumentCheck.AtLeast(length, 1, "Leave the warm-up out instead.");
        if (!(startFactor is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(startFactor), startFactor, "startFactor must lie in [0, 1].");
        _startFactor = startFactor;
        _after = after;
    }

    /// <inheritdoc/>
    public override bool NeedsMetric => _after.NeedsMetric;

    /// <inheritdoc/>
    public override string? WatchedMetric => _after.WatchedMetric;

    /// <inheritdoc/>
    public override bool? WatchesRise => _after.WatchesRise;

    /// <inheritdoc/>
    public override LearningRateSchedule CreateRun() =>
        _after.CreateRun() is var run && ReferenceEquals(run, _after) ? this : new LinearWarmup(_length, run, _startFactor);

    /// <inheritdoc/>
    public override void Watch(bool higherIsBetter) => _after.Watch(higherIsBetter);

    /// <inheritdoc/>
    public override void Observe(double metric) => _after.Observe(metric);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedScalar> ExportState() => _after.ExportState();

    /// <inheritdoc/>
    public override void RestoreState(IReadOnlyList<NamedScalar> state) => _after.RestoreState(state);

    /// <inheritdoc/>
    public override string Describe() => $"{Described(new("length", _length), new("start_factor", _startFactor))}, then "
        + $"{_after.Describe()}";

    /// <inheritdoc/>
    protected override double Rate(long index, double initial)
        => index >= _length
            ? RateOf(_after, index - _length, initial)
            : RateOf(_after, 0, initial) * (_startFactor + (1 - _startFactor) * index / _length);
}
