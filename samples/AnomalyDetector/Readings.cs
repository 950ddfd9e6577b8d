using LstmGen.Data;

namespace LstmGen.Samples.AnomalyDetector;

/// <summary>A series with the windows of rows in which something is wrong, ends included.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Series">One column; times where they are known.</param>
/// <param name="Windows">Windows; one that no row lies in has its last row before its first.</param>
/// <param name="Probation">Rows to learn from, without alarms.</param>
internal sealed record Readings(string Name, TimeSeries Series, IReadOnlyList<(int First, int Last)> Windows, int Probation)
{
    /// <summary>15 % of the rows, at most 750, as in the Numenta Anomaly Benchmark.</summary>
    public static int UsualProbation(int rows) => Math.Min(rows * 15 / 100, 750);

    /// <summary>Whether a row lies in a window.</summary>
    public static bool Inside(int row, (int First, int Last) window) => row >= window.First && row <= window.Last;

    /// <summary>Windows of time as windows of rows.</summary>
    public static IReadOnlyList<(int First, int Last)> Rows(TimeSeries series, IReadOnlyList<AnomalyWindow> windows)
    {
        DateTime[] times = [.. series.Times!];
        return [.. windows.Select(window => (times.Count(time => time < window.Start), times.Count(time => time <= window.End) - 1))];
    }

    /// <summary>Every file of a NAB folder, with its windows.</summary>
    public static List<Readings> ReadAll(string folder)
    {
        IReadOnlyDictionary<string, IReadOnlyList<AnomalyWindow>> labels =
            NabLabels.Read(Path.Combine(folder, "labels", "combined_windows.json"));
        string data = Path.Combine(folder, "data");
        var all = new List<Readings>();
        foreach (string path in Directory.GetFiles(data, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string key = Path.GetRelativePath(data, path).Replace('\\', '/');
            TimeSeries series = NabSeries.Read(path);
            all.Add(
                new Readings(
                    Path.GetFileNameWithoutExtension(path), series, Rows(series, labels.GetValueOrDefault(key) ?? []),
                    UsualProbation(series.Count)));
        }

        return all;
    }

    /// <summary>
    /// Made readings every half hour: a daily wave with noise, and four faults: a flat line, a jump, a burst, a doubled pace.
    /// </summary>
    public static Readings Make(int rows, long seed)
    {
        var random = new SeededRandom(seed);
        var values = new float[rows];
        var times = new DateTime[rows];
        var windows = new (int First, int Last)[4];
        for (int i = 0; i < rows; i++)
        {
            times[i] = new DateTime(2020, 1, 1).AddMinutes(30 * i);
            values[i] = (float)(Math.Sin(Math.Tau * i / 48) + 0.1 * random.NextGaussian());
        }

        for (int fault = 0; fault < windows.Length; fault++)
        {
            int first = rows * (fault + 2) / 6, last = first + 40;
            windows[fault] = (first, last + 10);
            for (int i = first; i < last; i++)
            {
                values[i] = fault switch
                {
                    0 => values[first],
                    1 => values[i] + 2f,
                    2 => values[i] + (float)random.NextGaussian(),
                    _ => (float)Math.Sin(Math.Tau * i / 12),
                };
            }
        }

        return new Readings("made readings", new TimeSeries(values, ["value"], times), windows, UsualProbation(rows));
    }
}
