using System.Text;
using LstmGen.Reporting.Drawing;
using static LstmGen.Reporting.Drawing.Markup;
using LstmGen.Serialization;

namespace LstmGen.Reporting;

/// <summary>
/// A report as one HTML file: text, figures, tables and charts in the order they are added. It needs nothing else: no
/// script, no font, no picture from elsewhere. It follows the reader's light or dark setting and fits a phone.
/// </summary>
/// <param name="title">The page's heading and title.</param>
public sealed class HtmlReport(string title)
{
    private const int WideChart = 760, NarrowChart = 340;

    private readonly string _title = Given.Value(title);
    private readonly StringBuilder _body = new();

    /// <summary>A quieter line below the title: model, data, date; empty for none.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Subtitle { get; init => field = Given.Value(value, nameof(Subtitle)); } = "";

    /// <summary>Adds a heading.</summary>
    public HtmlReport Heading(string text) => Add($"<h2>{Escape(Given.Value(text))}</h2>");

    /// <summary>Adds a paragraph of plain text.</summary>
    public HtmlReport Paragraph(string text) => Add($"<p>{Escape(Given.Value(text))}</p>");

    /// <summary>Adds text in a fixed-width font, line breaks kept: a model's description, a command.</summary>
    public HtmlReport Code(string text) => Add($"<pre>{Escape(Given.Value(text))}</pre>");

    /// <summary>Adds the numbers that matter most, large, side by side.</summary>
    /// <param name="figures">What it is, its value, and a short note or an empty string.</param>
    public HtmlReport KeyFigures(params IReadOnlyList<(string Label, string Value, string Note)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var text = new StringBuilder("<dl class=\"figures\">\n");
        foreach (var (i, (label, value, note)) in figures.Index())
        {
            if (label is null || value is null || note is null)
                throw new ArgumentException($"figures[{i}] has a null. Give an empty text for none.", nameof(figures));
            text.Append("<div><dt>").Append(Escape(label)).Append("</dt><dd>").Append(Escape(value)).Append("</dd>");
            if (note.Length > 0)
                text.Append("<dd class=\"note\">").Append(Escape(note)).Append("</dd>");
            text.Append("</div>\n");
        }

        return Add(text.Append("</dl>").ToString());
    }

    /// <summary>Adds a table; columns of numbers are set flush right.</summary>
    /// <param name="headers">One per column.</param>
    /// <param name="rows">Cells, as many in each row as there are headers.</param>
    /// <param name="caption">A sentence above it; empty for none.</param>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
    public HtmlReport Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, string caption = "") =>
        Add(HtmlTable.Build(headers, rows, caption));

    /// <summary>Adds a chart, drawn once for wide and once for narrow screens.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="caption">What to see in it; empty for none.</param>
    public HtmlReport Chart(Chart chart, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(chart);
        var pictures =
            $"<div class=\"wide\">{chart.ToInlineSvg(WideChart)}</div><div class=\"narrow\">{chart.ToInlineSvg(NarrowChart)}</div>";
        return Figure(pictures, caption);
    }

    /// <summary>Adds an SVG made elsewhere, as it is: it is not escaped, so it must be trusted.</summary>
    public HtmlReport Svg(string svg, string caption = "") => Figure(Given.Value(svg), caption);

    /// <summary>The page, well-formed as HTML and as XML.</summary>
    public string ToHtml()
    {
        var subtitle = Subtitle.Length == 0 ? "" : $"<p class=\"subtitle\">{Escape(Subtitle)}</p>\n";
        var content = _body.Length == 0 ? "<p class=\"subtitle\">This report has no content.</p>\n" : _body.ToString();
        return $"""
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
            <title>{Escape(_title)}</title>
            <style>
            {HtmlStyle.Sheet}
            {Palette.Style}
            </style>
            </head>
            <body>
            <main>
            <header>
            <h1>{Escape(_title)}</h1>
            {subtitle}</header>
            {content}</main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Writes the page to <paramref name="path"/> in UTF-8.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, ToHtml());

    private HtmlReport Figure(string content, string caption) =>
        Add($"<figure>{content}{(Given.Value(caption).Length == 0 ? "" : $"<figcaption>{Escape(caption)}</figcaption>")}</figure>");

    private HtmlReport Add(string block)
    {
        _body.Append(block).Append('\n');
        return this;
    }
}
