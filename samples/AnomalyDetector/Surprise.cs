namespace LstmGen.Samples.AnomalyDetector;

/// <summary>
/// How unusual the errors of the last rows are: their mean, as a number of standard deviations above what such means were
/// so far. After the anomaly likelihood of Lavin and Ahmad 2015, "Evaluating Real-time Anomaly Detection Algorithms".
/// </summary>
/// <param name="rows">Rows of a short mean.</param>
internal sealed class Surprise(int rows)
{
    private readonly double[] _errors = new double[rows];
    private long _count;
    private double _sum, _mean, _squares;
    private long _means;

    /// <summary>Takes the next error and returns the score; 0 until enough rows were seen.</summary>
    public double Add(double error)
    {
        int at = (int)(_count++ % rows);
        _sum += error - _errors[at];
        _errors[at] = error;
        if (_count < rows)
            return 0;
        double mean = _sum / rows, deviation = _means > 1 ? Math.Sqrt(_squares / _means) : 0;
        double score = deviation > 0 ? (mean - _mean) / deviation : 0;

        // Welford's running mean and variance.
        _means++;
        double before = mean - _mean;
        _mean += before / _means;
        _squares += before * (mean - _mean);
        return _means > 10 * rows ? score : 0;
    }
}
