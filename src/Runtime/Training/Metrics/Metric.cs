using System.Globalization;

namespace LstmGen.Training;

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

    /// <summary>Name and value, such as <c>accuracy 0.8125</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:g6}");
}
