using System.Globalization;
using System.Text;
using LstmGen.Training;

namespace LstmGen;

/// <summary>The learning rate as a function of the epoch or the step.</summary>
/// <remarks>
/// Ask <see cref="At"/> before each epoch or step (see <see cref="Unit"/>), counted from 0, and set the optimizer's rate to
/// it. All but <see cref="ReduceOnPlateau"/> are pure functions of that index, so a resumed run needs no more than it.
/// A schedule in <see cref="FitOptions"/> is a description: each training asks one of its own, which <see cref="CreateRun"/> gives.
/// A schedule of one's own overrides <see cref="Rate"/>; if it remembers anything, also <see cref="CreateRun"/>, <see cref="ExportState"/>
/// and <see cref="RestoreState"/>. <c>Fit</c> asks it before the first batch, and only for epochs or steps that the training will make.
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>A schedule counted in <paramref name="unit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    protected LearningRateSchedule(ScheduleUnit unit) => Unit = Given.Member(unit);

    /// <summary>Whether the index of <see cref="At"/> counts epochs or optimizer steps.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>Whether <see cref="Observe"/> must be told the watched metric after each epoch.</summary>
    public virtual bool NeedsMetric => false;

    /// <summary>
    /// The metric that <see cref="Observe"/> is told, by its name in <see cref="History"/>; null for the validation loss.
    /// </summary>
    public virtual string? WatchedMetric => null;

    /// <summary>Whether a greater metric is taken for a better one; null for what the metric itself says, and for the loss no.</summary>
    public virtual bool? WatchesRise => null;

    /// <summary>
    /// The schedule that one training asks: with the settings of this one and nothing remembered. A schedule that remembers nothing is its
    /// own; one that does returns a new object.
    /// </summary>
    public virtual LearningRateSchedule CreateRun() => this;

    /// <summary>
    /// Tells, before the first <see cref="Observe"/>, whether a greater metric is better. Does nothing unless <see cref="NeedsMetric"/>.
    /// </summary>
    public virtual void Watch(bool higherIsBetter)
    {
    }

    /// <summary>
    /// Name and settings as text, by which a checkpoint knows the schedule again. A schedule of one's own is known by its class and its
    /// rates unless it overrides this.
    /// </summary>
    public virtual string Describe() => $"{GetType().FullName} per {Unit}";

    /// <summary>The learning rate of one epoch or step.</summary>
    /// <param name="index">Epochs or steps already done: 0 for the first.</param>
    /// <param name="initial">The optimizer's own learning rate, as constructed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or <paramref name="initial"/> is not a
    /// rate.</exception>
    public double At(long index, double initial)
    {
        ArgumentCheck.AtLeast(index, 0, "Count epochs or steps from 0.");
        ArgumentCheck.NonNegative(initial, "Pass the optimizer's learning rate.");
        return Rate(index, initial);
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
    protected abstract double Rate(long index, double initial);

    /// <summary>Name, unit and settings with all their digits.</summary>
    private protected string Described(params ReadOnlySpan<NamedScalar> settings)
    {
        var text = new StringBuilder($"{GetType().Name} per {Unit}");
        foreach (NamedScalar setting in settings)
            text.Append(CultureInfo.InvariantCulture, $" {setting.Name}={setting.Value:R}");
        return text.ToString();
    }

    /// <summary>Lets one schedule read another.</summary>
    private protected static double RateOf(LearningRateSchedule schedule, long index, double initial) => schedule.Rate(index, initial);
}
