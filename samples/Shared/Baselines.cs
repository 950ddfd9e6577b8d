namespace LstmGen.Samples;

/// <summary>Forecasts that need no model.</summary>
internal static class Baselines
{
    /// <summary>Root of the mean squared difference.</summary>
    public static double Rmse(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
            sum += (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
        return Math.Sqrt(sum / actual.Length);
    }

    /// <summary>RMSE of forecasting each row from <paramref name="first"/> on by the value <paramref name="lag"/> rows before.</summary>
    public static double Naive(ReadOnlySpan<float> series, int first, int lag)
    {
        double[] actual = new double[series.Length - first], predicted = new double[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i] = series[first + i];
            predicted[i] = series[first + i - lag];
        }

        return Rmse(actual, predicted);
    }
}
