using System.Globalization;

namespace LstmGen.Bench.Peers.Contended;

/// <summary>A case on one thread and on all, in turn, in the same surroundings; milliseconds of one run.</summary>
internal sealed record ContendedRecord(
    string Surroundings, string Id, string Mode, double Alone, double Shared, double AloneP99, double SharedP99, int Runs)
{
    /// <summary>What sharing may cost: the median of all threads to that of one, and the same of the 99th percentiles.</summary>
    public const double MostMedian = 1.3, MostP99 = 3;

    public double Ratio => Shared / Alone;

    /// <summary>Of the 99th percentiles.</summary>
    public double RatioP99 => SharedP99 / AloneP99;

    public bool Holds => Ratio <= MostMedian && RatioP99 <= MostP99;

    public static ContendedRecord Of(string surroundings, string id, string mode, IEnumerable<double> alone, IEnumerable<double> shared)
    {
        double[] one = [.. alone.Order()], all = [.. shared.Order()];
        return new(surroundings, id, mode, At(one, 0.5), At(all, 0.5), At(one, 0.99), At(all, 0.99), Math.Min(one.Length, all.Length));
    }

    /// <summary>The value below which a share of sorted values lies.</summary>
    public static double At(double[] sorted, double share) => sorted.Length == 0
        ? throw new ArgumentException("sorted is empty; a percentile needs a value.", nameof(sorted))
        : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Surroundings,-8} {Id,-18} {Mode,-6} median {Alone,9:G4} {Shared,9:G4} {Ratio,6:F2}   "
        + $"p99 {AloneP99,9:G4} {SharedP99,9:G4} {RatioP99,6:F2}   {Runs,6} {(Holds ? "" : "above")}");
}
