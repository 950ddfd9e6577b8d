using System.Text;
using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>A plot of one or two series in braille characters, for a terminal or a log; the second line is dotted.</summary>
public sealed record TerminalPlot
{
    /// <summary>One or two series; NaN, infinite values and those beyond 1e300 leave gaps.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Columns in all, at least 30.</summary>
    public int Width { get; init; } = 72;

    /// <summary>Rows of the plot without labels below, at least 3.</summary>
    public int Height { get; init; } = 12;

    /// <summary>Whether heights are logarithmic; values that are not positive, or below 1e-300, leave gaps.</summary>
    public bool LogScale { get; init; }

    /// <summary>The plot, lines of at most <see cref="Width"/> characters, each ended by <c>\n</c>; long names are cut.</summary>
    /// <exception cref="InvalidOperationException">There are no or more than two series, or no room, or a series has not as
    /// many positions as values.</exception>
    public string Render()
    {
        Given.RequireItems(Series, nameof(Series));
        if (Series.Count is < 1 or > 2 || Width < 30 || Height < 3)
            throw new InvalidOperationException(
                $"{Series.Count} series on {Width} x {Height} characters; give 1 or 2 series and at least 30 x 3.");
        foreach (var series in Series)
            series.RequirePositions();

        var values = Series.SelectMany(s => s.Values);
        var positions =
            Series.SelectMany(s => Enumerable.Range(0, s.Values.Count).Where(i => Scale.Shows(s.Values[i], LogScale)).Select(s.X));
        if (Scale.Range(values, LogScale, 0) is not { } y || Scale.Range(positions, false, 0) is not { } x)
            return "(no data to show)\n";

        var labels = Labels(y);
        var margin = labels.Max(l => l.Length) + 2;
        var grid = new BrailleGrid(Width - margin, Height);
        for (var i = 0; i < Series.Count; i++)
            Draw(
                grid, Series[i], new Scale(x.Low, x.High, 0, grid.Width - 1), new Scale(y.Low, y.High, grid.Height - 1, 0, LogScale),
                every: i == 0 ? 1 : 3);
        return Compose(grid, labels, margin, x);
    }

    /// <summary>Labels at the top, the middle and the bottom row; the others are empty.</summary>
    private string[] Labels((double Low, double High) y)
    {
        var labels = new string[Height];
        Array.Fill(labels, "");
        labels[0] = Ticks.Value(y.High);
        labels[^1] = Ticks.Value(y.Low);
        labels[Height / 2] = Height < 5 ? "" : Ticks.Value(LogScale ? Math.Sqrt(y.Low) * Math.Sqrt(y.High) : (y.Low + y.High) / 2);
        return labels;
    }

    private void Draw(BrailleGrid grid, Series series, Scale x, Scale y, int every)
    {
        (double X, double Y)? before = null;
        for (var i = 0; i < series.Values.Count; i++)
        {
            if (!Scale.Shows(series.Values[i], LogScale) || !Scale.Shows(series.X(i), false))
            {
                before = null;
                continue;
            }

            var to = (X: x[series.X(i)], Y: y[series.Values[i]]);
            var from = before ?? to;
            var steps = (int)Math.Ceiling(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
            for (var step = 0; step <= steps; step++)
            {
                var share = steps == 0 ? 0 : (double)step / steps;
                var column = (int)Math.Round(from.X + share * (to.X - from.X));
                if (column % every == 0 || every > 1 && steps == 0)
                    grid.Set(column, (int)Math.Round(from.Y + share * (to.Y - from.Y)));
            }

            before = to;
        }
    }

    private string Compose(BrailleGrid grid, string[] labels, int margin, (double Low, double High) x)
    {
        var text = new StringBuilder((Width + 1) * (Height + 3));
        for (var row = 0; row < Height; row++)
        {
            text.Append(labels[row].PadLeft(margin - 2)).Append(labels[row].Length > 0 ? " ┤" : " │");
            grid.AppendRow(text, row);
            TrimEnd(text).Append('\n');
        }

        text.Append(' ', margin - 1).Append('└').Append('─', Width - margin).Append('\n');
        var (low, high) = (Ticks.Value(x.Low), Ticks.Value(x.High));
        var indent = Math.Min(margin, Width - low.Length - 1 - high.Length);
        text.Append(' ', indent).Append(low).Append(high.PadLeft(Width - indent - low.Length)).Append('\n');
        return text.Append(' ', margin).Append(Legend(Width - margin)).Append('\n').ToString();
    }

    private string Legend(int room)
    {
        const string First = "── ", Second = "   ·· ";
        if (Series.Count == 1)
            return First + Cut(Series[0].Name, room - First.Length);
        room -= First.Length + Second.Length;
        var first = Cut(Series[0].Name, Math.Max(room / 2, room - Series[1].Name.Length));
        return First + first + Second + Cut(Series[1].Name, room - first.Length);
    }

    /// <summary>At most <paramref name="room"/> characters of a name; blanks stand for those that would end or move the line.</summary>
    private static string Cut(string name, int room)
    {
        var kept = name.Length <= room ? name.Length : char.IsHighSurrogate(name[room - 2]) ? room - 2 : room - 1;
        return string.Create(name.Length <= room ? kept : kept + 1, name, (line, from) =>
        {
            line[^1..].Fill('…');
            for (var i = 0; i < kept; i++)
                line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
        });
    }

    private static StringBuilder TrimEnd(StringBuilder text)
    {
        while (text[^1] == ' ')
            text.Length--;
        return text;
    }
}
