using LstmGen.Reporting.Drawing;

namespace LstmGen.Reporting;

/// <summary>
/// Counts of actual against predicted classes: a row per actual class, shaded by the share of its row, with the row's
/// recall and the column's precision at the edges.
/// </summary>
public sealed record ConfusionMatrixChart : Chart
{
    private const double HeaderHeight = 50;

    /// <summary>Names of the C classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>[actual C, predicted C]</summary>
    public required int[,] Counts { get; init; }

    private protected override double Draw(SvgCanvas canvas, double width, double top)
    {
        var n = Classes.Count;
        if (Counts.GetLength(0) != n || Counts.GetLength(1) != n)
            throw new InvalidOperationException($"There are {n} classes and {Counts.GetLength(0)} x {Counts.GetLength(1)} counts; give [{n}, {n}].");
        if (n == 0)
            return DrawPlaceholder(canvas, width, top, "No classes to show");

        var left = Math.Min(Classes.Append("precision").Max(c => TextMetrics.Width(c, Palette.FontSize)), width * 0.3) + 12;
        var cell = Math.Clamp((width - left) / (n + 1), 8, 96);
        var height = Math.Min(cell, 48);
        var grid = new MatrixGrid(canvas, left, top + HeaderHeight, cell, height, n);
        canvas.Text(left, top + 16, "predicted", "muted");
        canvas.Text(0, top + HeaderHeight - 8, "actual", "muted", width: left);
        for (var i = 0; i < n; i++)
        {
            var column = MatrixGrid.Share(Counts[i, i], Sum(i, rows: true));
            grid.Header(i, Classes[i]);
            for (var j = 0; j < n; j++)
                grid.Cell(i, j, Counts[i, j], MatrixGrid.Share(Counts[i, j], Sum(i, rows: false)), $"{Classes[i]} predicted as {Classes[j]}");
            grid.Edge(i, n, MatrixGrid.Percent(MatrixGrid.Share(Counts[i, i], Sum(i, rows: false))));
            grid.Edge(n, i, MatrixGrid.Percent(column));
        }

        grid.Header(n, "recall");
        grid.RowLabel(n, "precision", "muted");
        for (var i = 0; i < n; i++)
            grid.RowLabel(i, Classes[i], "ink");
        grid.Edge(n, n, MatrixGrid.Percent(Accuracy()), "ink strong");
        return top + HeaderHeight + (n + 1) * height + 4;
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
