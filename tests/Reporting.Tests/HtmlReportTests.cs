using System.Xml;
using System.Xml.Linq;
using Xunit;

namespace LstmGen.Reporting.Tests;

public sealed class HtmlReportTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void A_report_with_one_of_everything_is_well_formed_and_asks_for_nothing_from_elsewhere()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "demo-report.html");
        DemoReport.Build().Save(path);

        var text = File.ReadAllText(path);
        var page = Parse(text);

        Assert.Empty(page.Descendants(Html + "script"));
        Assert.Empty(page.Descendants(Html + "link"));
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" && !IsInThePage(a));
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.Equal("Review sentiment", page.Descendants(Html + "h1").Single().Value);
        Assert.Equal(2 * 9, page.Descendants(XName.Get("svg", "http://www.w3.org/2000/svg")).Count());
        Assert.Equal("Review sentiment", page.Descendants(Html + "title").Single().Value);
    }

    // Pictures of pixels are written into the page.
    private static bool IsInThePage(XAttribute address) => address.Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal);

    [Fact]
    public void Text_is_escaped_everywhere()
    {
        const string nasty = "<script>alert(\"1\")</script> & '\0\ud800";
        var report = new HtmlReport(nasty) { Subtitle = nasty }
            .Heading(nasty).Paragraph(nasty).Code(nasty).KeyFigures((nasty, nasty, nasty)).Table([nasty], [[nasty]], nasty)
            .Chart(new BarChart { Title = nasty, Subtitle = nasty, Unit = nasty, Bars = [new(nasty, 1)] }, nasty);

        var page = Parse(report.ToHtml());

        Assert.Empty(page.Descendants(Html + "script"));
        Assert.Equal("<script>alert(\"1\")</script> & '\uFFFD\uFFFD", page.Descendants(Html + "h2").Single().Value);
    }

    [Fact]
    public void Columns_of_numbers_are_flush_right_and_columns_of_text_are_not()
    {
        var page = Parse(new HtmlReport("t").Table(["n", "unit", "text"], [["1,234", "5.1 ms", "3a"], ["–", "12%", "4"]]).ToHtml());

        Assert.Equal(["number", "number", null], page.Descendants(Html + "th").Select(e => (string?)e.Attribute("class")));
    }

    [Fact]
    public void A_row_of_the_wrong_length_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new HtmlReport("t").Table(["a", "b"], [["1", "2"], ["1"]]));

        Assert.Contains("Row 1 has 1 cells for 2 headers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_null_is_named()
    {
        var report = new HtmlReport("t");
        (string Name, Action Make)[] makers =
        [
            ("title", () => _ = new HtmlReport(null!)), ("Subtitle", () => _ = new HtmlReport("t") { Subtitle = null! }),
            ("text", () => report.Heading(null!)), ("text", () => report.Paragraph(null!)), ("text", () => report.Code(null!)),
            ("figures", () => report.KeyFigures(null!)), ("figures", () => report.KeyFigures(("a", null!, ""))),
            ("headers", () => report.Table(null!, [])), ("headers", () => report.Table([null!], [])),
            ("rows", () => report.Table(["a"], null!)), ("rows", () => report.Table(["a"], [null!])),
            ("rows[1]", () => report.Table(["a"], [["1"], [null!]])), ("caption", () => report.Table(["a"], [], null!)),
            ("chart", () => report.Chart(null!)), ("caption", () => report.Chart(new BarChart { Bars = [] }, null!)),
            ("svg", () => report.Svg(null!)), ("caption", () => report.Svg("<svg/>", null!)),
            ("Title", () => _ = new BarChart { Bars = [], Title = null! }),
            ("Subtitle", () => _ = new BarChart { Bars = [], Subtitle = null! }),
            ("Unit", () => _ = new BarChart { Bars = [], Unit = null! }),
            ("XLabel", () => _ = new LineChart { Series = [], XLabel = null! }),
            ("YLabel", () => _ = new LineChart { Series = [], YLabel = null! }),
            ("XLabel", () => _ = new HeatMap { Values = new double[1, 1], XLabel = null! }),
            ("YLabel", () => _ = new HeatMap { Values = new double[1, 1], YLabel = null! }),
            ("Values", () => _ = new HeatMap { Values = null! }),
            ("Weights", () => _ = new HeatStrip { Words = [], Weights = null! }),
            ("Counts", () => _ = new ConfusionMatrixChart { Classes = [], Counts = null! }),
        ];
        foreach ((string name, Action make) in makers)
            Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(make).ParamName);
        Assert.Contains("This report has no content.", report.ToHtml(), StringComparison.Ordinal); // nothing of it was added
    }

    [Fact]
    public void An_empty_report_and_an_empty_table_say_so()
    {
        Assert.Contains("This report has no content.", new HtmlReport("t").ToHtml(), StringComparison.Ordinal);
        Assert.Contains("No rows", new HtmlReport("t").Table(["a"], []).ToHtml(), StringComparison.Ordinal);
        _ = Parse(new HtmlReport("t").ToHtml());
    }

    private static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
