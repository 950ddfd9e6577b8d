using System.Globalization;
using System.Text;
using static LstmGen.Reporting.Drawing.Markup;

namespace LstmGen.Reporting.Drawing;

/// <summary>Collects the elements of an SVG picture; colours and widths come from classes of <see cref="Palette"/>.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _body = new(4096);

    public void Line(double x1, double y1, double x2, double y2, string classes) =>
        Append($"<line class=\"{classes}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    public void Path(string data, string classes, double opacity = 1) =>
        Append($"<path class=\"{classes}\"{(opacity < 1 ? $" fill-opacity=\"{Number(opacity)}\"" : "")} d=\"{data}\"/>");

    /// <summary>
    /// A rectangle; <paramref name="opacity"/> below 1 lets the surface through, <paramref name="tip"/> shows on hovering.
    /// </summary>
    public void Rectangle(
        double x, double y, double width, double height, string classes, double opacity = 1, double radius = 0, string? tip = null)
    {
        _body.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"{classes}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(0, width))}\" "
                + $"height=\"{Number(height)}\"");
        if (opacity < 1)
            _body.Append(CultureInfo.InvariantCulture, $" fill-opacity=\"{Number(opacity)}\"");
        if (radius > 0)
            _body.Append(CultureInfo.InvariantCulture, $" rx=\"{Number(radius)}\"");
        Close("rect", tip);
    }

    public void Circle(double x, double y, double radius, string classes, string? tip = null)
    {
        _body.Append(
            CultureInfo.InvariantCulture, $"<circle class=\"{classes}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"");
        Close("circle", tip);
    }

    /// <summary>A picture of pixels, stretched to the place; <paramref name="label"/> is read aloud.</summary>
    public void Image(double x, double y, double width, double height, string address, string label)
    {
        _body.Append(
            CultureInfo.InvariantCulture,
            $"<image x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"");
        Append($" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" aria-label=\"{Escape(label)}\" href=\"{address}\"/>");
    }

    /// <summary>
    /// One line of text on baseline <paramref name="y"/>, cut to <paramref name="width"/> where that is given; or
    /// <paramref name="upwards"/> from its point.
    /// </summary>
    public void Text(
        double x, double y, string text, string classes, Anchor anchor = Anchor.Start, double width = double.PositiveInfinity,
        double size = Palette.FontSize, bool upwards = false)
    {
        var fitted = TextMetrics.Fit(text, size, width);
        _body.Append(CultureInfo.InvariantCulture, $"<text class=\"{classes}\" x=\"{Number(x)}\" y=\"{Number(y)}\"");
        if (anchor != Anchor.Start)
            _body.Append(CultureInfo.InvariantCulture, $" text-anchor=\"{(anchor == Anchor.Middle ? "middle" : "end")}\"");
        if (upwards)
            _body.Append(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"");
        _body.Append('>');
        if (fitted.Length != text.Length)
            _body.Append("<title>").Append(Escape(text)).Append("</title>");
        _body.Append(Escape(fitted)).Append("</text>\n");
    }

    /// <summary>
    /// The whole picture, read aloud as <paramref name="label"/>. One that stands alone brings its style sheet, its
    /// surface and <paramref name="margin"/> around it; on a page all of these are the page's.
    /// </summary>
    public string ToSvg(double width, double height, string label, bool alone, double margin)
    {
        var box = $"{Number(-margin)} {Number(-margin)} {Number(width + 2 * margin)} {Number(height + 2 * margin)}";
        var ground = alone
            ? $"<style>{Palette.Style}</style>\n<rect class=\"surface\" x=\"{Number(-margin)}\" y=\"{Number(-margin)}\" "
                + "width=\"100%\" height=\"100%\"/>\n"
            : "";
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lstm-chart\" role=\"img\" aria-label=\"{Escape(label)}\" "
            + $"width=\"{Number(width + 2 * margin)}\" height=\"{Number(height + 2 * margin)}\" "
            + $"viewBox=\"{box}\">\n{ground}{_body}</svg>\n";
    }

    private void Append(string element) => _body.Append(element).Append('\n');

    private void Close(string element, string? tip)
    {
        if (string.IsNullOrEmpty(tip))
            _body.Append("/>\n");
        else
            _body.Append("><title>").Append(Escape(tip)).Append("</title></").Append(element).Append(">\n");
    }
}
