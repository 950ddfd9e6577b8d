using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>Horizontal bars from zero, each with its label and its value: comparisons, class counts, timings.</summary>
public sealed record BarChart : Chart
{
    private const double RowHeight = 28, BarHeight = 18;

    /// <summary>The bars, from top to bottom.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>Unit written after each value, such as <c>ms</c>; empty for none.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Unit { get; init => field = Given.Value(value, nameof(Unit)); } = "";

    private protected override double Draw(SvgCanvas canvas, double width, double top)
    {
        Given.RequireItems(Bars, nameof(Bars));
        if (Bars.Count == 0)
            return DrawPlaceholder(canvas, width, top, "No data to show");

        var unit = Bars.Max(b => TextMetrics.Width(Text(b, Unit), Palette.FontSize)) <= width / 4 ? Unit : "";
        var values = Bars.Select(b => Text(b, unit)).ToArray();
        var room = values.Max(v => TextMetrics.Width(v, Palette.FontSize)) + 14;
        var shown = Bars.Select(b => b.Value).Where(v => Scale.Shows(v, false)).Append(0).ToArray();
        var (low, high) = (shown.Min(), shown.Max());
        if (low == high)
            high = low + 1;
        var before = low < 0 ? room : 0;
        var widest = Bars.Max(b => TextMetrics.Width(b.Label, Palette.FontSize)) + 16;
        var labels = Math.Min(Math.Min(widest, width * 0.4 + 16), Math.Max(40, width - before - room - 30));
        var left = Math.Min(labels + before, width - room - 10);
        var scale = new Scale(low, high, left, width - room);
        var emphasis = Bars.Any(b => b.Emphasis);
        top += 6;
        for (var i = 0; i < Bars.Count; i++)
            DrawBar(canvas, Bars[i], values[i], scale, labels, top + i * RowHeight, emphasis && !Bars[i].Emphasis ? "quiet" : "f0");

        var zero = scale[0];
        canvas.Line(zero, top, zero, top + Bars.Count * RowHeight, "axis");
        var bottom = top + Bars.Count * RowHeight + 2;
        if (unit == Unit)
            return bottom;

        // A unit too long to stand after every value stands once.
        canvas.Text(width, bottom + 14, Unit, "muted", Anchor.End, width);
        return bottom + 20;
    }

    private static void DrawBar(SvgCanvas canvas, Bar bar, string value, Scale scale, double labels, double y, string fill)
    {
        var (baseline, zero) = (y + RowHeight / 2 + 4, scale[0]);
        canvas.Text(labels - 10, baseline, bar.Label, bar.Emphasis ? "ink strong" : "ink", Anchor.End, labels - 10);
        if (!Scale.Shows(bar.Value, false))
        {
            canvas.Text(zero + 6, baseline, value, "muted");
            return;
        }

        var end = scale[bar.Value];
        canvas.Rectangle(
            Math.Min(zero, end), y + (RowHeight - BarHeight) / 2, Math.Abs(end - zero), BarHeight, fill, radius: 2,
            tip: $"{bar.Label}: {value}");
        canvas.Text(
            end + (bar.Value < 0 ? -6 : 6), baseline, value, bar.Emphasis ? "ink strong" : "ink",
            bar.Value < 0 ? Anchor.End : Anchor.Start);
    }

    private static string Text(Bar bar, string unit) =>
        !Scale.Shows(bar.Value, false) ? "no value" : unit.Length == 0 ? Ticks.Value(bar.Value) : $"{Ticks.Value(bar.Value)} {unit}";
}
