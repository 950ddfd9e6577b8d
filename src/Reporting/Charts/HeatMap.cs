using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>
/// A table of numbers as shades: a spectrogram, probabilities over time, an alignment. The largest has the full shade; where
/// all are equal, none has one. It is drawn as a picture, so that ten thousands of cells do not make a large file.
/// </summary>
public sealed record HeatMap : Chart
{
    private const double LeastNamed = 11, Tallest = 24, UsualHeight = 200;

    /// <summary>[rows, columns]; a value that is not finite, or beyond 1e300, is left unshaded.</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public required double[,] Values { get; init => field = Given.Value(value, nameof(Values)); }

    /// <summary>Names of the rows, as many as rows; empty for none.</summary>
    public IReadOnlyList<string> RowLabels { get; init; } = [];

    /// <summary>Names of the columns, as many as columns; empty for a scale of numbers.</summary>
    public IReadOnlyList<string> ColumnLabels { get; init; } = [];

    /// <summary>Whether the first row is at the bottom, as low frequencies are.</summary>
    public bool Upwards { get; init; }

    /// <summary>The number at the left edge of the first column, where columns have no names.</summary>
    public double FirstColumn { get; init; }

    /// <summary>The numbers from one column to the next.</summary>
    public double ColumnStep { get; init; } = 1;

    /// <summary>What has no shade; null for the smallest value.</summary>
    public double? Low { get; init; }

    /// <summary>What has the full shade; null for the largest value.</summary>
    public double? High { get; init; }

    /// <summary>Vertical marks at numbers of the horizontal axis; none by default.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>What the horizontal axis counts.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string XLabel { get; init => field = Given.Value(value, nameof(XLabel)); } = "";

    /// <summary>What the rows are.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string YLabel { get; init => field = Given.Value(value, nameof(YLabel)); } = "";

    private protected override double Draw(SvgCanvas canvas, double width, double top)
    {
        var (rows, columns) = (Values.GetLength(0), Values.GetLength(1));
        Require(RowLabels, nameof(RowLabels), rows, "row");
        Require(ColumnLabels, nameof(ColumnLabels), columns, "column");
        Given.RequireItems(Marks, nameof(Marks));
        if (rows == 0 || columns == 0)
            return DrawPlaceholder(canvas, width, top, "No data to show");

        if (YLabel.Length > 0)
        {
            canvas.Text(0, top + 11, YLabel, "muted", width: width);
            top += 20;
        }

        top += Marks.Count > 0 ? 18 : 4;
        var left = RowLabels.Count == 0
            ? 0
            : Math.Min(RowLabels.Max(label => TextMetrics.Width(label, Palette.FontSize)), width * 0.3) + 10;
        var (cell, height) = ((width - left) / columns, Math.Min(Tallest, UsualHeight / rows));
        var bottom = top + rows * height;
        canvas.Rectangle(left, top, width - left, bottom - top, "surface");
        canvas.Image(left, top, width - left, bottom - top, PngImage.DataAddress(columns, Shades(rows, columns), Palette.Heat), Title);
        DrawRowLabels(canvas, left, top, height);
        foreach (var mark in Marks)
            DrawMark(canvas, mark, left, width, cell, top, bottom);
        return DrawColumns(canvas, left, width, cell, bottom);
    }

    private static void Require(IReadOnlyList<string> labels, string name, int count, string what)
    {
        Given.RequireItems(labels, name);
        if (labels.Count != 0 && labels.Count != count)
            throw new InvalidOperationException(
                $"There are {labels.Count} {what} labels for {count} {what}s; give one per {what}, or none.");
    }

    private byte[] Shades(int rows, int columns)
    {
        var finite = Values.Cast<double>().Where(value => Scale.Shows(value, false)).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Low ?? finite.Min(), High ?? finite.Max());
        var shades = new byte[rows * columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var value = Values[Upwards ? rows - 1 - r : r, c];
                if (Scale.Shows(value, false) && high > low)
                    shades[r * columns + c] = (byte)Math.Round(255 * Math.Clamp((value - low) / (high - low), 0, 1));
            }
        }

        return shades;
    }

    private void DrawRowLabels(SvgCanvas canvas, double left, double top, double height)
    {
        // Where rows are lower than text, some of them are named.
        var every = (int)Math.Ceiling(LeastNamed / height);
        for (var r = 0; r < RowLabels.Count; r += every)
        {
            var place = Upwards ? RowLabels.Count - 1 - r : r;
            canvas.Text(left - 6, top + (place + 0.5) * height + 4, RowLabels[r], "ink", Anchor.End, left - 6);
        }
    }

    private void DrawMark(SvgCanvas canvas, Mark mark, double left, double width, double cell, double top, double bottom)
    {
        var x = left + (mark.Position - FirstColumn) / ColumnStep * cell;
        if (!(x >= left && x <= width))
            return;
        canvas.Line(x, top - 4, x, bottom, "mark");
        canvas.Text(Math.Min(x + 2, width - 8), top - 6, mark.Label, "ink strong");
    }

    private double DrawColumns(SvgCanvas canvas, double left, double width, double cell, double bottom)
    {
        if (ColumnLabels.Count > 0)
        {
            var widest = ColumnLabels.Max(label => TextMetrics.Width(label, Palette.FontSize));
            var upwards = widest > cell - 2;
            var below = upwards ? Math.Min(widest, 120) : 16;
            for (var c = 0; c < ColumnLabels.Count && cell >= LeastNamed; c++)
            {
                var x = left + (c + 0.5) * cell;
                if (upwards)
                    canvas.Text(x + 4, bottom + below + 4, ColumnLabels[c], "ink", width: 120, upwards: true);
                else
                    canvas.Text(x, bottom + 16, ColumnLabels[c], "ink", Anchor.Middle);
            }

            bottom += cell >= LeastNamed ? below + 6 : 0;
        }
        else
        {
            var columns = Values.GetLength(1);
            var ticks = Ticks.Linear(FirstColumn, FirstColumn + columns * ColumnStep, (int)Math.Max(2, (width - left) / 80));
            var labels = Ticks.Labels(ticks);
            for (var i = 0; i < ticks.Length; i++)
            {
                var x = left + (ticks[i] - FirstColumn) / ColumnStep * cell;
                canvas.Line(x, bottom, x, bottom + 4, "axis");
                var anchor = x > width - 14 ? Anchor.End : x < 8 ? Anchor.Start : Anchor.Middle;
                canvas.Text(x, bottom + 18, labels[i], "muted", anchor);
            }

            bottom += 22;
        }

        if (XLabel.Length == 0)
            return bottom;
        canvas.Text(width, bottom + 14, XLabel, "muted", Anchor.End, width);
        return bottom + 20;
    }
}
