using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>A picture of data as SVG without scripts or outside files; light or dark by the viewer's preference.</summary>
public abstract record Chart
{
    private const int Margin = 16;
    private const double TitleHeight = 24, SubtitleHeight = 22;

    private protected Chart()
    {
    }

    /// <summary>What the chart shows, in a line above it; empty for none.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Title { get; init => field = Given.Value(value, nameof(Title)); } = "";

    /// <summary>A second, quieter line: units, data set, what to look at; empty for none.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Subtitle { get; init => field = Given.Value(value, nameof(Subtitle)); } = "";

    /// <summary>The chart as an SVG document.</summary>
    /// <param name="width">Pixels, 200 to 4000; about 720 for a page, 360 for a phone. The height follows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of range.</exception>
    public string ToSvg(int width = 720)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4000);
        return Render(width - 2 * Margin, alone: true, Margin);
    }

    /// <summary>The chart for a page that has the style sheet of all charts and sets the margins itself.</summary>
    internal string ToInlineSvg(int width) => Render(width, alone: false, 0);

    /// <summary>Draws below <paramref name="top"/> and returns where the picture ends.</summary>
    private protected abstract double Draw(SvgCanvas canvas, double width, double top);

    /// <summary>A frame that says why there is no chart; returns where it ends.</summary>
    private protected static double DrawPlaceholder(SvgCanvas canvas, double width, double top, string why)
    {
        canvas.Rectangle(0.5, top + 4.5, width - 1, 95, "empty", radius: 4);
        canvas.Text(width / 2, top + 56, why, "muted", Anchor.Middle, width - 24);
        return top + 104;
    }

    private string Render(int width, bool alone, int margin)
    {
        var canvas = new SvgCanvas();
        var top = DrawHeadings(canvas, width);
        var bottom = Draw(canvas, width, top);
        return canvas.ToSvg(width, bottom, Title.Length == 0 ? GetType().Name : Title, alone, margin);
    }

    private double DrawHeadings(SvgCanvas canvas, double width)
    {
        double top = 0;
        if (Title.Length > 0)
        {
            canvas.Text(0, top + 15, Title, "title ink", width: width, size: 15);
            top += TitleHeight;
        }

        if (Subtitle.Length > 0)
        {
            canvas.Text(0, top + 11, Subtitle, "muted", width: width);
            top += SubtitleHeight;
        }

        return top;
    }
}
