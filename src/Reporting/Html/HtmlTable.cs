using System.Globalization;
using System.Text;
using static LstmGen.Reporting.Drawing.Markup;

namespace LstmGen.Reporting;

/// <summary>Builds a table whose columns of numbers are set flush right.</summary>
internal static class HtmlTable
{
    public static string Build(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, string caption)
    {
        Given.RequireItems(headers, nameof(headers));
        Given.RequireItems(rows, nameof(rows));
        ArgumentNullException.ThrowIfNull(caption);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != headers.Count)
                throw new ArgumentException(
                    $"Row {i} has {rows[i].Count} cells for {headers.Count} headers; give one per header.", nameof(rows));
            Given.RequireItems(rows[i], string.Create(CultureInfo.InvariantCulture, $"rows[{i}]"));
        }

        var numeric = Enumerable.Range(0, headers.Count).Select(c => rows.Count > 0 && rows.All(r => IsFigure(r[c]))).ToArray();
        var text = new StringBuilder("<div class=\"scroll\"><table>");
        if (caption.Length > 0)
            text.Append("<caption>").Append(Escape(caption)).Append("</caption>");
        text.Append("\n<thead>");
        AppendRow(text, headers, numeric, "th");
        text.Append("</thead>\n<tbody>\n");
        foreach (var row in rows)
            AppendRow(text, row, numeric, "td");
        if (rows.Count == 0)
            text.Append(
                CultureInfo.InvariantCulture, $"<tr><td class=\"note\" colspan=\"{Math.Max(1, headers.Count)}\">No rows</td></tr>\n");
        return text.Append("</tbody></table></div>").ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells, bool[] numeric, string tag)
    {
        text.Append("<tr>");
        for (var i = 0; i < cells.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"<{tag}{(numeric[i] ? " class=\"number\"" : "")}>{Escape(cells[i])}</{tag}>");
        text.Append("</tr>\n");
    }

    /// <summary>A number, with or without a unit after it; a dash or nothing stands for a missing one.</summary>
    private static bool IsFigure(string cell)
    {
        var trimmed = cell.Trim();
        if (trimmed is "" or "-" or "–" or "NaN")
            return true;
        var end = trimmed.AsSpan().IndexOfAny(" %×");
        return double.TryParse(
            end < 0 ? trimmed : trimmed[..end], NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
    }
}
