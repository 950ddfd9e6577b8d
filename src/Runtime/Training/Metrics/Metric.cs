using System.Globalization;

namespace LstmGen;

/// <summary>A number that tells how good predictions are, gathered batch by batch.</summary>
/// <remarks>Sums are kept in double, in the order of the calls. Metrics hold no lock: one thread at a time.</remarks>
public abstract class Metric
{
    /// <summary>A short name in lower case for logs and histories, such as <c>accuracy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger value is a better model.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>Items counted since the last reset; ignored ones are not counted.</summary>
    public abstract long Count { get; }

    /// <summary>The metric over all items since the last reset. NaN when it is not defined, as for no items.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets all items.</summary>
    public abstract void Reset();

    /// <summary>
    /// A new metric with the settings of this one that has counted nothing. <c>Fit</c> calls it once per training, so that metrics in
    /// <see cref="FitOptions"/> are descriptions; those that were filled stand in <see cref="History.Metrics"/>. A metric of one's own
    /// returns a new object of its class, never itself.
    /// </summary>
    public abstract Metric CreateRun();

    /// <summary>Name and settings as text, by which a checkpoint knows the metric again.</summary>
    public virtual string Describe() => Name;

    /// <summary>Name and value, such as <c>accuracy 0.8125</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:g6}");
}
