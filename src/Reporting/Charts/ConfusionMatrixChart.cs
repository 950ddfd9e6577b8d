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

    /// <summary>The chart of a matrix, such as that of a metric: <c>ConfusionMatrixChart.Of(f1.Matrix, names)</c>.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="classes">Names of its classes, in order.</param>
    /// <exception cref="ArgumentException">There is not a name for each class.</exception>
    /// <exception cref="OverflowException">A count is above 2,147,483,647.</exception>
    public static ConfusionMatrixChart Of(ConfusionMatrix matrix, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Given.RequireItems(classes, nameof(classes));
        if (classes.Count != matrix.Classes)
            throw new ArgumentException(
                $"classes has {classes.Count} names, the matrix {matrix.Classes} classes. Give one for each.", nameof(classes));
        int[,] counts = new int[classes.Count, classes.Count];
        for (int target = 0; target < classes.Count; target++)
        {
            for (int predicted = 0; predicted < classes.Count; predicted++)
                counts[target, predicted] = checked((int)matrix[target, predicted]);
        }

        return new() { Classes = classes, Counts = counts };
    }

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
