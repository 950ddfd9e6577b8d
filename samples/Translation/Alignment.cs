using LstmGen.Reporting;

namespace LstmGen.Samples.Translation;

/// <summary>The picture of where a writer looked.</summary>
internal static class Alignment
{
    public const string Caption = "a row for each token written: the darker a place, the more of the token came from there";

    public static HeatMap Of(string subtitle, string[] source, string[] written, IReadOnlyList<float[]> weights)
    {
        var values = new double[written.Length, source.Length];
        for (int row = 0; row < written.Length; row++)
        {
            for (int column = 0; column < source.Length; column++)
                values[row, column] = weights[row][column];
        }

        return new HeatMap
        {
            Title = "Where the writer looked", Subtitle = subtitle, Values = values, RowLabels = written, ColumnLabels = source, Low = 0,
            High = 1
        };
    }
}
