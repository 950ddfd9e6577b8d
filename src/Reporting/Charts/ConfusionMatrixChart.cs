using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>
/// Counts of actual against predicted classes: a row per actual class, shaded by the share of its row, with the row's
/// recall and the column's precision at the edges.
/// </summary>
public sealed record ConfusionMatrixChart : Chart
{
    /// <summary>Names of the C classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>[actual C, predicted C]</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public required int[,] Counts { get; init => field = Given.Value(value, nameof(Counts)); }

    private protected override double Draw(SvgCanvas canvas, double width, double top)
    {
        Given.RequireItems(Classes, nameof(Classes));
        var n = Classes.Count;
        if (Counts.GetLength(0) != n || Counts.GetLength(1) != n)
            throw new InvalidOperationException(
                $"There are {n} classes and {Counts.GetLength(0)} x {Counts.GetLength(1)} counts; give [{n}, {n}].");
        if (n == 0)
            return DrawPlaceholder(canvas, width, top, "No classes to show");

        var names = Math.Min(Classes.Append("precision").Max(c => TextMetrics.Width(c, Palette.FontSize)), width * 0.3) + 12;
        var named = (width - names) / (n + 1) >= MatrixGrid.LeastNamed;
        var left = named ? names : TextMetrics.Width("actual", Palette.FontSize) + 12;
        var cell = Math.Min((width - left) / (n + 1), 96);
        var height = Math.Min(cell, 48);
        var widest = Classes.Append("recall").Max(c => TextMetrics.Width(c, Palette.FontSize));
        var upwards = widest > cell - 2;
        var header = !named ? 30 : upwards ? 36 + Math.Min(widest, 120) : 50;
        var grid = new MatrixGrid(canvas, left, top + header, cell, height, n, upwards);
        canvas.Text(left, top + 16, "predicted", "muted");
        canvas.Text(0, top + header + (named ? -8 : 10), "actual", "muted", width: left);
        for (var i = 0; i < n; i++)
        {
            grid.Header(i, Classes[i]);
            for (var j = 0; j < n; j++)
                grid.Cell(
                    i, j, Counts[i, j], MatrixGrid.Share(Counts[i, j], Sum(i, rows: false)), $"{Classes[i]} predicted as {Classes[j]}");
            grid.Edge(i, n, MatrixGrid.Share(Counts[i, i], Sum(i, rows: false)));
            grid.Edge(n, i, MatrixGrid.Share(Counts[i, i], Sum(i, rows: true)));
        }

        grid.Header(n, "recall");
        grid.RowLabel(n, "precision", "muted");
        for (var i = 0; i < n; i++)
            grid.RowLabel(i, Classes[i], "ink");
        grid.Edge(n, n, Accuracy(), "ink strong");
        return top + header + (n + 1) * height + 4;
    }

    private long Sum(int index, bool rows)
    {
        long sum = 0;
        for (var i = 0; i < Classes.Count; i++)
            sum += rows ? Counts[i, index] : Counts[index, i];
        return sum;
    }

    private double Accuracy()
    {
        long right = 0, all = 0;
        for (var i = 0; i < Classes.Count; i++)
        {
            right += Counts[i, i];
            all += Sum(i, rows: false);
        }

        return MatrixGrid.Share(right, all);
    }
}
