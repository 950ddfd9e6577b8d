namespace LstmGen.Samples.Forecast;

/// <summary>What a run on a real series is told; checked before anything is read.</summary>
internal sealed record SeriesOptions(string Path, string Column, int Window, int Season, double Test, int Epochs, int Seed)
{
    public void Check()
    {
        if (Column.Length == 0)
            throw new ArgumentException("--column is missing; name the column of the CSV file that holds the series.");
        if (Window < 2)
            throw new ArgumentException($"--window is {Window}; give at least 2.");
        if (Season < 1)
            throw new ArgumentException($"--season is {Season}; give at least 1.");
        if (!(Test is > 0 and < 1))
            throw new ArgumentException($"--test is {Test}; give a share between 0 and 1.");
        if (Epochs < 1)
            throw new ArgumentException($"--epochs is {Epochs}; give at least 1.");
    }
}
