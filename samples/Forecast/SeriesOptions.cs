using System.CommandLine;

namespace LstmGen.Samples.Forecast;

/// <summary>How a series is forecast; checked before anything is read.</summary>
internal sealed record SeriesOptions(int Window, int Season, double Test)
{
    public static Option<int> WindowRows { get; } = new("--window")
    {
        Description = "Values that a forecast sees", DefaultValueFactory = _ => 24
    };

    public static Option<int> SeasonRows { get; } = new("--season")
    {
        Description = "Period of the seasonal-naive forecast, in rows", DefaultValueFactory = _ => 12
    };

    public static Option<double> TestShare { get; } = new("--test")
    {
        Description = "Share of rows at the end that are held out", DefaultValueFactory = _ => 0.2
    };

    public static Option<bool> Interval { get; } = new("--interval")
    {
        Description = "Forecast a distribution: the mean and an 80 % interval, with its coverage of what came"
    };

    public static Option[] All { get; } = [WindowRows, SeasonRows, TestShare, Interval];

    /// <summary>The options of the command line.</summary>
    public static SeriesOptions Read(Sample sample)
    {
        var options = new SeriesOptions(sample.Value(WindowRows), sample.Value(SeasonRows), sample.Value(TestShare));
        options.Check();
        return options;
    }

    /// <summary>Rows enough for a window, a season back, and some to learn from and to hold out.</summary>
    public int MinimumRows => (int)Math.Ceiling(Math.Max((Math.Max(Window, Season) + 12) / (1 - Test), 2 / Test)) + 2;

    private void Check()
    {
        if (Window is < 2 or > 10_000)
            throw new ArgumentException($"--window is {Window}; give 2 to 10000.");
        if (Season is < 1 or > 1_000_000)
            throw new ArgumentException($"--season is {Season}; give 1 to 1000000.");
        if (!(Test is >= 0.01 and <= 0.9))
            throw new ArgumentException($"--test is {Test}; give a share between 0.01 and 0.9.");
    }
}
