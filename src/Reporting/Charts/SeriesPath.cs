using System.Text;
using LstmGen.Reporting.Drawing;
using static LstmGen.Reporting.Drawing.Markup;

namespace LstmGen.Reporting;

/// <summary>Draws one series: runs of values that can be shown, at most lowest and highest per pixel column.</summary>
internal readonly struct SeriesPath(SvgCanvas canvas, Axes axes, Series series, int index, bool logarithmic)
{
    /// <summary>Up to here every point gets a dot and a tip with its value.</summary>
    private const int MostDots = 40;

    public static string Classes(int index, bool dashed) =>
        $"line s{index % Palette.Colours}{(dashed || index / Palette.Colours % 2 == 1 ? " dashed" : "")}";

    public void Draw()
    {
        var data = new StringBuilder();
        var run = new List<(double X, double Y)>();
        for (var i = 0; i <= series.Values.Count; i++)
        {
            if (i < series.Values.Count && Shows(i))
            {
                run.Add((axes.X[series.X(i)], axes.Y[series.Values[i]]));
                continue;
            }

            AppendRun(data, run);
            run.Clear();
        }

        if (data.Length > 0)
            canvas.Path(data.ToString(), Classes(index, series.Dashed) + (series.Values.Count > axes.Right - axes.Left ? " dense" : ""));
        if (series.Values.Count <= MostDots)
            DrawDots();
    }

    private bool Shows(int i) => Scale.Shows(series.Values[i], logarithmic) && Scale.Shows(series.X(i), false);

    /// <summary>One value alone becomes a dot of the line's width: a path of no length with round ends.</summary>
    private static void AppendRun(StringBuilder data, List<(double X, double Y)> run)
    {
        if (run.Count == 0)
            return;

        var command = 'M';
        foreach (var (x, y) in Thin(run))
        {
            data.Append(command).Append(Number(x)).Append(' ').Append(Number(y));
            command = 'L';
        }

        if (run.Count == 1)
            data.Append("h0");
    }

    private static IEnumerable<(double X, double Y)> Thin(List<(double X, double Y)> run)
    {
        for (var start = 0; start < run.Count;)
        {
            var end = start + 1;
            while (end < run.Count && Math.Floor(run[end].X) == Math.Floor(run[start].X))
                end++;
            if (end - start <= 4)
            {
                for (var i = start; i < end; i++)
                    yield return run[i];
            }
            else
            {
                var (low, high) = (start, start);
                for (var i = start; i < end; i++)
                    (low, high) = (run[i].Y < run[low].Y ? i : low, run[i].Y > run[high].Y ? i : high);
                foreach (var i in new SortedSet<int> { start, low, high, end - 1 })
                    yield return run[i];
            }

            start = end;
        }
    }

    private void DrawDots()
    {
        for (var i = 0; i < series.Values.Count; i++)
        {
            if (!Shows(i))
                continue;
            var (x, y) = (axes.X[series.X(i)], axes.Y[series.Values[i]]);
            if (!series.Dashed)
                canvas.Circle(x, y, 3, $"ring f{index % Palette.Colours}");
            canvas.Circle(x, y, 9, "hit", $"{series.Name} at {Ticks.Value(series.X(i))}: {Ticks.Value(series.Values[i])}");
        }
    }
}
