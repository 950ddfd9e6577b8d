using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>Named series over a common horizontal axis, such as losses over epochs.</summary>
public sealed record LineChart : Chart
{
    private const double LineHeight = 18, BandOpacity = 0.25;

    /// <summary>The lines, first on top of the legend.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Areas behind the lines; none by default.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>Vertical marks; none by default.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>What the horizontal axis counts.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string XLabel { get; init => field = Given.Value(value, nameof(XLabel)); } = "";

    /// <summary>What the vertical axis measures, with its unit.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string YLabel { get; init => field = Given.Value(value, nameof(YLabel)); } = "";

    /// <summary>Whether heights are logarithmic; values that are not positive, or below 1e-300, leave gaps.</summary>
    public bool LogScale { get; init; }

    private protected override double Draw(SvgCanvas canvas, double width, double top)
    {
        Given.RequireItems(Series, nameof(Series));
        Given.RequireItems(Bands, nameof(Bands));
        Given.RequireItems(Marks, nameof(Marks));
        foreach (var series in Series)
            series.RequirePositions();

        foreach (var band in Bands)
        {
            if (band.Low.Count != band.High.Count)
                throw new InvalidOperationException(
                    $"Band '{band.Name}' has {band.Low.Count} lower and {band.High.Count} upper values; give as many of both.");
        }

        var shown =
            Series.Concat(Bands.SelectMany(band => new[] { new Series(band.Name, band.Low), new Series(band.Name, band.High) }))
                .SelectMany(
                    s =>
                        Enumerable.Range(0, s.Values.Count).Where(i => Scale.Shows(s.Values[i], LogScale) && Scale.Shows(s.X(i), false))
                            .Select(i => (X: s.X(i), Y: s.Values[i]))).ToArray();
        if (Scale.Range(shown.Select(p => p.Y), LogScale, 0.06) is not { } y || Scale.Range(shown.Select(p => p.X), false, 0) is not { } x)
            return DrawPlaceholder(
                canvas, width, top,
                LogScale && Series.Any(s => s.Values.Count > 0) ? "No positive values to show on a logarithmic scale" : "No data to show");

        top = DrawLegend(canvas, width, top) + 6;
        if (YLabel.Length > 0)
        {
            canvas.Text(0, top + 11, YLabel, "muted", width: width);
            top += LineHeight + 2;
        }

        // Values above zero that come near it are drawn from zero: then heights compare, and no loss seems negative.
        var least = shown.Min(p => p.Y);
        var low = !LogScale && least >= 0 && least < 0.3 * y.High ? 0 : y.Low;
        var whole = shown.All(p => p.X == Math.Floor(p.X));
        var axes = new Axes(canvas, width, top, x, (low, y.High), LogScale, whole);
        axes.DrawGrid();
        foreach (var mark in Marks)
            axes.DrawMark(mark);
        for (var i = 0; i < Bands.Count; i++)
            DrawBand(canvas, axes, Bands[i], Series.Count + i);
        for (var i = Series.Count - 1; i >= 0; i--)
            new SeriesPath(canvas, axes, Series[i], i, LogScale).Draw();
        if (XLabel.Length == 0)
            return axes.Bottom + 22;
        canvas.Text(axes.Right, axes.Bottom + 36, XLabel, "muted", Anchor.End, width);
        return axes.Bottom + 42;
    }

    // Runs of places that can be shown: along the upper heights, and back along the lower ones.
    private void DrawBand(SvgCanvas canvas, Axes axes, Band band, int colour)
    {
        for (var begin = 0; begin < band.Low.Count; begin++)
        {
            var end = begin;
            while (end < band.Low.Count && Scale.Shows(band.Low[end], LogScale) && Scale.Shows(band.High[end], LogScale))
                end++;
            if (end == begin)
                continue;
            var places = Enumerable.Range(begin, end - begin);
            var points = places.Select(i => (X: i, Y: band.High[i])).Concat(places.Reverse().Select(i => (X: i, Y: band.Low[i])));
            var data = string.Join("L", points.Select(p => $"{Markup.Number(axes.X[p.X + 1])} {Markup.Number(axes.Y[p.Y])}"));
            canvas.Path($"M{data}Z", $"f{colour % Palette.Colours}", BandOpacity);
            begin = end;
        }
    }

    /// <summary>Swatches and names in rows; a single line needs none when the title names it.</summary>
    private double DrawLegend(SvgCanvas canvas, double width, double top)
    {
        if (Series.Count == 1 && Bands.Count == 0 && Title.Length > 0)
            return top;

        double x = 0;
        top += 4;
        for (var i = 0; i < Series.Count + Bands.Count; i++)
        {
            var name = i < Series.Count ? Series[i].Name : Bands[i - Series.Count].Name;
            var taken = 26 + Math.Min(TextMetrics.Width(name, Palette.FontSize), width - 26) + 18;
            if (x > 0 && x + taken - 18 > width)
                (x, top) = (0, top + LineHeight);
            if (i < Series.Count)
                canvas.Line(x + 1, top + 8, x + 19, top + 8, SeriesPath.Classes(i, Series[i].Dashed));
            else
                canvas.Rectangle(x + 1, top + 3, 18, 10, $"f{i % Palette.Colours}", BandOpacity);
            canvas.Text(x + 26, top + 12, name, "ink", width: width - 26);
            x += taken;
        }

        return top + LineHeight;
    }
}
