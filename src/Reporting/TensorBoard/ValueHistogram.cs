namespace LstmGen.Reporting;

/// <summary>How often values lie between limits that grow by a tenth from one to the next, as TensorBoard's own writers count.</summary>
internal sealed class ValueHistogram
{
    private const double Least = 1e-12, Most = 1e20, Growth = 1.1;

    private static readonly double[] BucketLimits = Limits();

    public ValueHistogram(ReadOnlySpan<float> values)
    {
        var counts = new double[BucketLimits.Length];
        (Min, Max) = (double.MaxValue, double.MinValue);
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            int at = Array.BinarySearch(BucketLimits, value);
            counts[at < 0 ? ~at : Math.Min(at + 1, counts.Length - 1)]++;
            (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
            Count++;
            Sum += value;
            SumOfSquares += (double)value * value;
        }

        int first = Math.Max(0, Array.FindIndex(counts, count => count > 0) - 1), last = Array.FindLastIndex(counts, count => count > 0);
        Limit = last < 0 ? [double.MaxValue] : BucketLimits[first..(last + 1)];
        Bucket = last < 0 ? [0] : counts[first..(last + 1)];
    }

    public double Min { get; }

    public double Max { get; }

    public long Count { get; }

    public double Sum { get; }

    public double SumOfSquares { get; }

    /// <summary>Upper limits of the buckets, rising.</summary>
    public double[] Limit { get; }

    /// <summary>Values in each bucket.</summary>
    public double[] Bucket { get; }

    private static double[] Limits()
    {
        var positive = new List<double>();
        for (double limit = Least; limit < Most; limit *= Growth)
            positive.Add(limit);
        return [.. positive.Select(limit => -limit).Reverse(), 0, .. positive, double.MaxValue];
    }
}
