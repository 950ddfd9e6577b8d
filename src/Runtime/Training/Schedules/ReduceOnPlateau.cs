using LstmGen.Training;

namespace LstmGen;

/// <summary>Multiplies the rate by a factor when the watched metric stops improving. Same as torch's <c>ReduceLROnPlateau</c>.</summary>
/// <remarks>
/// Per epoch. An epoch is bad if its metric does not beat the best by the threshold (best (1 - threshold) for a metric that
/// falls, best (1 + threshold) for one that rises). More than <c>patience</c> bad epochs in a row reduce the rate; epochs of
/// the cooldown that follows are never bad. A NaN is a bad epoch. What it watches is the validation loss or a metric by its name;
/// <c>Fit</c> refuses one that does not stand in <see cref="FitOptions.Metrics"/> and a direction that is not the metric's.
/// </remarks>
public sealed class ReduceOnPlateau : LearningRateSchedule
{
    private const double SmallestChange = 1e-8;      // torch's eps: smaller reductions are not made

    private readonly double _factor, _threshold, _minimum;
    private readonly int _patience, _cooldown;
    private readonly bool? _asked;
    private bool _higherIsBetter;
    private readonly PlateauThreshold _thresholdMode;
    private double _best;
    private long _badEpochs, _cooldownLeft, _reductions;

    /// <summary>Creates the schedule.</summary>
    /// <param name="higherIsBetter">
    /// Whether the watched metric rises (accuracy) or falls (loss); null for what the metric itself says, in a loop of one's own for one
    /// that falls.
    /// </param>
    /// <param name="factor">The factor, in (0, 1).</param>
    /// <param name="patience">Bad epochs that are borne, at least 0.</param>
    /// <param name="threshold">Smallest improvement that counts, at least 0.</param>
    /// <param name="thresholdMode">Whether the threshold is a share of the best or a difference.</param>
    /// <param name="cooldown">Epochs after a reduction that are not judged, at least 0.</param>
    /// <param name="minimum">The lowest rate, at least 0.</param>
    /// <param name="metric">Name of the metric that <c>Fit</c> watches, as in <see cref="History"/>; null for the validation loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ReduceOnPlateau(
        bool? higherIsBetter = null, double factor = 0.1, int patience = 10, double threshold = 1e-4,
        PlateauThreshold thresholdMode = PlateauThreshold.Relative, int cooldown = 0, double minimum = 0,
        string? metric = null)
        : base(ScheduleUnit.Epoch)
    {
        _asked = higherIsBetter;
        _factor =
            ArgumentCheck.Fraction(ArgumentCheck.Positive(factor, "0.1 to 0.5 is usual."), "0.1 to 0.5 is usual.", nameof(factor));
        _patience = (int)ArgumentCheck.AtLeast(patience, 0, "10 is usual.");
        _threshold = ArgumentCheck.NonNegative(threshold, "0.0001 is usual.");
        _thresholdMode = Given.Member(thresholdMode);
        _cooldown = (int)ArgumentCheck.AtLeast(cooldown, 0, "0 is usual.");
        _minimum = ArgumentCheck.NonNegative(minimum, "0 is usual.");
        WatchedMetric = metric;
        Start(_asked ?? false);
    }

    /// <inheritdoc/>
    public override bool NeedsMetric => true;

    /// <inheritdoc/>
    public override string? WatchedMetric { get; }

    /// <inheritdoc/>
    public override bool? WatchesRise => _asked;

    /// <summary>The best metric so far; infinite before the first.</summary>
    public double Best => _best;

    /// <summary>Reductions so far.</summary>
    public long Reductions => _reductions;

    /// <inheritdoc/>
    public override LearningRateSchedule CreateRun() =>
        new ReduceOnPlateau(_asked, _factor, _patience, _threshold, _thresholdMode, _cooldown, _minimum, WatchedMetric);

    /// <inheritdoc/>
    public override void Watch(bool higherIsBetter) => Start(_asked ?? higherIsBetter);

    /// <inheritdoc/>
    public override string Describe() => Described(
        new("factor", _factor), new("patience", _patience), new("threshold", _threshold), new("cooldown", _cooldown),
            new("minimum", _minimum))
        + $" {_thresholdMode} watching {WatchedMetric ?? "loss"}, {(_asked is { } rises ? rises ? "rising" : "falling" : "its own way")}";

    /// <inheritdoc/>
    public override void Observe(double metric)
    {
        bool better = IsBetter(metric);
        if (better)
            _best = metric;
        _badEpochs = better ? 0 : _badEpochs + 1;
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _badEpochs = 0;
        }

        if (_badEpochs > _patience)
        {
            _reductions++;
            _cooldownLeft = _cooldown;
            _badEpochs = 0;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedScalar> ExportState() =>
        [new("best", _best), new("num_bad_epochs", _badEpochs), new("cooldown_counter", _cooldownLeft), new("reductions", _reductions)];

    /// <inheritdoc/>
    public override void RestoreState(IReadOnlyList<NamedScalar> state)
    {
        ScalarList.RequireSameNames(state, ExportState(), nameof(ReduceOnPlateau), nameof(state));
        _best = ScalarList.Get(state, "best");
        _badEpochs = ScalarList.GetCount(state, "num_bad_epochs");
        _cooldownLeft = ScalarList.GetCount(state, "cooldown_counter");
        _reductions = ScalarList.GetCount(state, "reductions");
    }

    /// <inheritdoc/>
    protected override double Rate(long index, double initial)
    {
        double rate = initial;
        for (long i = 0; i < _reductions; i++)
        {
            double next = Math.Max(rate * _factor, _minimum);
            if (rate - next <= SmallestChange)
                break;
            rate = next;
        }

        return rate;
    }

    private void Start(bool rises) =>
        (_higherIsBetter, _best) = (rises, rises ? double.NegativeInfinity : double.PositiveInfinity);

    private bool IsBetter(double metric) => (_higherIsBetter, _thresholdMode) switch
    {
        (false, PlateauThreshold.Relative) => metric < _best * (1 - _threshold),
        (false, _) => metric < _best - _threshold,
        (true, PlateauThreshold.Relative) => metric > _best * (1 + _threshold),
        (true, _) => metric > _best + _threshold,
    };
}
