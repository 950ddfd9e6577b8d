using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>The plane of a line chart: scales, grid lines, tick labels.</summary>
internal sealed class Axes
{
    private readonly SvgCanvas _canvas;
    private readonly double[] _xTicks, _yTicks;
    private readonly string[] _xLabels, _yLabels;

    public Axes(
        SvgCanvas canvas, double width, double top, (double Low, double High) x, (double Low, double High) y, bool logarithmic, bool wholeX)
    {
        _canvas = canvas;
        var height = width < 480 ? 190 : 250;
        _yTicks = logarithmic ? Ticks.Logarithmic(y.Low, y.High, 6) : Ticks.Linear(y.Low, y.High, 5);
        _yLabels = Ticks.Labels(_yTicks, logarithmic);
        Left = Math.Ceiling(_yLabels.Append("0").Max(l => TextMetrics.Width(l, Palette.FontSize))) + 10;
        _xTicks = Ticks.Linear(x.Low, x.High, (int)Math.Max(2, (width - Left) / 80), wholeX);
        _xLabels = Ticks.Labels(_xTicks);
        Right = width - Math.Max(10, _xLabels.Length == 0 ? 0 : TextMetrics.Width(_xLabels[^1], Palette.FontSize) / 2);
        (Top, Bottom) = (top + 6, top + 6 + height);
        X = new Scale(x.Low, x.High, Left + 8, Right - 4);
        Y = new Scale(y.Low, y.High, Bottom, Top, logarithmic);
    }

    public double Left { get; }

    public double Right { get; }

    public double Top { get; }

    public double Bottom { get; }

    public Scale X { get; }

    public Scale Y { get; }

    public void DrawGrid()
    {
        for (var i = 0; i < _yTicks.Length; i++)
        {
            var y = Y[_yTicks[i]];
            _canvas.Line(Left, y, Right, y, "grid");
            _canvas.Text(Left - 8, y + 4, _yLabels[i], "muted", Anchor.End);
        }

        _canvas.Line(Left, Bottom, Right, Bottom, "axis");
        for (var i = 0; i < _xTicks.Length; i++)
        {
            var x = X[_xTicks[i]];
            _canvas.Line(x, Bottom, x, Bottom + 4, "axis");
            _canvas.Text(x, Bottom + 18, _xLabels[i], "muted", Anchor.Middle);
        }
    }

    public void DrawMark(Mark mark)
    {
        if (!(mark.Position >= X.Low && mark.Position <= X.High))
            return;

        var x = X[mark.Position];
        _canvas.Line(x, Top, x, Bottom, "mark");
        var toLeft = x > (Left + Right) / 2;
        _canvas.Text(
            toLeft ? x - 6 : x + 6, Top + 10, mark.Label, "muted", toLeft ? Anchor.End : Anchor.Start, toLeft ? x - Left : Right - x);
    }
}
