using System.Globalization;
using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>The cells of a confusion matrix of n classes, and its edge row and column.</summary>
internal readonly struct MatrixGrid(SvgCanvas canvas, double left, double top, double width, double height, int n, bool upwards)
{
    /// <summary>Narrower columns have no room for names.</summary>
    public const double LeastNamed = 12;

    private double Gap => width < 10 ? 0.5 : 2;

    /// <summary>Part of a whole; NaN of nothing.</summary>
    public static double Share(long part, long whole) => whole == 0 ? double.NaN : (double)part / whole;

    public static string Percent(double share, bool decimals = true) =>
        double.IsNaN(share)
            ? "–"
            : (share * 100).ToString(decimals && share is > 0 and < 1 ? "0.0" : "0", CultureInfo.InvariantCulture) + "%";

    public void Cell(int row, int column, int count, double share, string tip)
    {
        var (x, y) = (left + column * width, top + row * height);
        var shade = double.IsNaN(share) ? 0 : share;
        canvas.Rectangle(
            x, y, width - Gap, height - Gap, "heat hot", 0.05 + 0.95 * shade, 2,
            string.Create(CultureInfo.InvariantCulture, $"{tip}: {count:N0} ({Percent(share)})"));
        var text = count.ToString("N0", CultureInfo.InvariantCulture);
        if (!Fits(text) && count >= 1000)
            text = (count / 1000.0).ToString(count < 10_000 ? "0.#k" : "0k", CultureInfo.InvariantCulture);
        if (!Fits(text) || height < 14)
            return;

        var ink = Palette.InkOn(shade);
        var two = height >= 40 && n <= 12;
        canvas.Text(x + width / 2 - 1, y + height / 2 + (two ? -2 : 3), text, row == column ? ink + " strong" : ink, Anchor.Middle);
        if (two)
            canvas.Text(x + width / 2 - 1, y + height / 2 + 13, Percent(share), shade > 0.15 ? ink : "muted", Anchor.Middle);
    }

    /// <summary>A share in the edge row or column, with a decimal where it fits, left out where none does.</summary>
    public void Edge(int row, int column, double share, string classes = "muted")
    {
        var text = Fits(Percent(share)) ? Percent(share) : Percent(share, decimals: false);
        if (Fits(text) && height >= 14)
            canvas.Text(left + (column + 0.5) * width - 1, top + (row + 0.5) * height + 3, text, classes, Anchor.Middle);
    }

    /// <summary>
    /// A column's name, upwards where the names are wider than the columns; left out where these are too narrow for that.
    /// </summary>
    public void Header(int column, string name)
    {
        var (x, classes) = (left + (column + 0.5) * width - 1, column == n ? "muted" : "ink");
        if (!upwards)
            canvas.Text(x, top - 8, name, classes, Anchor.Middle, width - 2);
        else if (width >= LeastNamed)
            canvas.Text(x + 4, top - 8, name, classes, width: 120, upwards: true);
    }

    private bool Fits(string text) => TextMetrics.Width(text, Palette.FontSize) <= width - 2;

    public void RowLabel(int row, string name, string classes)
    {
        if (width >= LeastNamed)
            canvas.Text(left - 10, top + (row + 0.5) * height + 3, name, classes, Anchor.End, left - 10);
    }
}
