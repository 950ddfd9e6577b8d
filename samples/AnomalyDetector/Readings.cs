using LstmGen.Data;

namespace LstmGen.Samples.AnomalyDetector;

/// <summary>A series with the windows in which something is wrong.</summary>
internal sealed record Readings(string Name, TimeSeries Series, IReadOnlyList<AnomalyWindow> Windows)
{
    /// <summary>Rows to learn from, without alarms: 15 %, at most 750, as in the Numenta Anomaly Benchmark.</summary>
    public int Probation => Math.Min(Series.Count * 15 / 100, 750);

    /// <summary>Whether a row lies in a window.</summary>
    public bool Inside(int row, AnomalyWindow window) => Series.Times![row] >= window.Start && Series.Times[row] <= window.End;

    /// <summary>Every file of a NAB folder, with its windows.</summary>
    public static List<Readings> ReadAll(string folder)
    {
        IReadOnlyDictionary<string, IReadOnlyList<AnomalyWindow>> labels = NabLabels.Read(Path.Combine(folder, "labels", "combined_windows.json"));
        string data = Path.Combine(folder, "data");
        var all = new List<Readings>();
        foreach (string path in Directory.GetFiles(data, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string key = Path.GetRelativePath(data, path).Replace('\\', '/');
            all.Add(new Readings(Path.GetFileNameWithoutExtension(path), NabSeries.Read(path), labels.GetValueOrDefault(key) ?? []));
        }

        return all;
    }

    /// <summary>Made readings every half hour: a daily wave with noise, and four faults: a flat line, a jump, a burst, a doubled pace.</summary>
    public static Readings Make(int rows, ulong seed)
    {
        var random = new SeededRandom(seed);
        var values = new float[rows];
        var times = new DateTime[rows];
        var windows = new AnomalyWindow[4];
        for (int i = 0; i < rows; i++)
        {
            times[i] = new DateTime(2020, 1, 1).AddMinutes(30 * i);
            values[i] = (float)(Math.Sin(Math.Tau * i / 48) + 0.1 * random.NextGaussian());
        }

        for (int fault = 0; fault < windows.Length; fault++)
        {
            int first = rows * (fault + 2) / 6, last = first + 40;
            windows[fault] = new AnomalyWindow(times[first], times[last + 10]);
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

        return new Readings("made readings", new TimeSeries(values, ["value"], times), windows);
    }
}
