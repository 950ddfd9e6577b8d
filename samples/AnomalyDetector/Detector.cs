using LstmGen.Data;

namespace LstmGen.Samples.AnomalyDetector;

/// <summary>Learns a series' first rows, then reads the rest row by row, as it would come in, and raises alarms.</summary>
internal sealed class Detector
{
    /// <summary>Rows that learning takes at least.</summary>
    public const int LeastProbation = Window + 36;

    private const int Window = 64, ShortMean = 8, Quiet = 50;

    private readonly Readings _readings;
    private readonly TimeSeries _inputs;

    public Detector(Readings readings, long seed)
    {
        _readings = readings;
        Model = new NextReading(seed);
        Scaler = StandardScaler.Fit(readings.Series.Slice(..readings.Probation), 1);
        float[] values = readings.Series.Values.ToArray();
        Scaler.TransformInPlace(values);
        var rows = new float[values.Length * 3];
        for (int i = 0; i < values.Length; i++)
        {
            // Without times there is no time of day: both stay 0.
            (float sin, float cos) = readings.Series.Times is { } times
                ? MathF.SinCos((float)times[i].TimeOfDay.TotalDays * MathF.Tau)
                : (0, 0);
            (rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]) = (values[i], sin, cos);
        }

        _inputs = new TimeSeries(rows, ["value", "sin", "cos"]);
    }

    public NextReading Model { get; }

    public StandardScaler Scaler { get; }

    public History Learn(Sample sample, FitOptions options)
    {
        var windows = new WindowOptions
        {
            Window = Window, Stride = 4, Target = WindowTarget.NextStep, TargetColumns = [0], Rows = .._readings.Probation
        };
        return sample.Train(
            Model, Windows.Over(_inputs, windows), options with { BatchSize = 16, Optimizer = new Adam(3e-3f), ClipNorm = 1f });
    }

    /// <summary>Alarms; after one there is none for 50 rows.</summary>
    public List<Alarm> Watch(double threshold)
    {
        var alarms = new List<Alarm>();
        var surprise = new Surprise(ShortMean);
        NextReading.Stream stream = Model.CreateStream();
        Span<float> next = [_inputs.Values[0]];
        for (int row = 0; row < _inputs.Count; row++)
        {
            ReadOnlySpan<float> reading = _inputs.Row(row);
            double score = surprise.Add(Math.Abs(reading[0] - next[0]));
            if (score > threshold && row >= _readings.Probation && (alarms.Count == 0 || row - alarms[^1].Row > Quiet))
                alarms.Add(new Alarm(row, score));
            stream.Step(reading, next);
        }

        return alarms;
    }
}
