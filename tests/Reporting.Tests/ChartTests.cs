using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace LstmGen.Reporting.Tests;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Separators = ["M", "L", " ", "h0", "Z"];

    public static TheoryData<string> Names =>
        ["losses", "norm", "confusion", "attention", "influence", "timings", "many classes", "negative bars", "spectrogram", "alignment",
            "band"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_is_well_formed_and_keeps_inside_its_picture(string name)
    {
        foreach (var width in new[] { 200, 340, 720, 1600 })
        {
            var picture = XElement.Parse(Chart(name).ToSvg(width));

            Assert.Equal(width, Number(picture, "width"));
            Assert.Equal(Chart(name).Title, picture.Attribute("aria-label")!.Value);
            var (right, bottom) = (width - 32, Number(picture, "height") - 32);
            foreach (var box in picture.Descendants(Svg + "rect").Skip(1))
            {
                Assert.InRange(Number(box, "x"), 0, right);
                Assert.InRange(Number(box, "x") + Number(box, "width"), 0, right + 0.01);
                Assert.InRange(Number(box, "y") + Number(box, "height"), 0, bottom);
            }

            foreach (var box in picture.Descendants(Svg + "image"))
            {
                Assert.InRange(Number(box, "x") + Number(box, "width"), 0, right + 0.01);
                Assert.InRange(Number(box, "y") + Number(box, "height"), 0, bottom);
            }

            foreach (var path in picture.Descendants(Svg + "path"))
                Assert.All(Points(path), p => Assert.True(p.X >= 0 && p.X <= right && p.Y >= 0 && p.Y <= bottom));
        }
    }

    [Fact]
    public void A_line_goes_through_its_values_to_scale()
    {
        var points = Points(Lines(new LineChart { Series = [new("a", [0, 1, 4])] })[0]);

        Assert.Equal(3, points.Length);
        Assert.Equal(points[1].X - points[0].X, points[2].X - points[1].X, 0.011);
        Assert.Equal(4 * (points[0].Y - points[1].Y), points[0].Y - points[2].Y, 0.05);
    }

    [Fact]
    public void A_logarithmic_line_is_straight_for_powers()
    {
        var points = Points(Lines(new LineChart { LogScale = true, Series = [new("a", [0.001, 1, 1000])] })[0]);

        Assert.Equal(points[0].Y - points[1].Y, points[1].Y - points[2].Y, 0.011);
    }

    [Fact]
    public void Values_that_are_not_finite_leave_gaps_and_a_value_alone_a_dot()
    {
        var path =
            Lines(new LineChart { Series = [new("a", [1, 2, double.NaN, 3, double.PositiveInfinity, 2, 1])] })[0].Attribute("d")!.Value;

        Assert.Equal(3, path.Count(c => c == 'M'));
        Assert.Equal(2, path.Count(c => c == 'L'));
        Assert.Contains("h0", path, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", path, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_logarithmic_scale_values_that_are_not_positive_leave_gaps()
    {
        var path = Lines(new LineChart { LogScale = true, Series = [new("a", [1, 2, 0, 4, 8, -1, 16, 32])] })[0].Attribute("d")!.Value;

        Assert.Equal(3, path.Count(c => c == 'M'));
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN, double.NegativeInfinity })]
    public void Without_data_a_chart_says_so(double[] values)
    {
        Assert.Contains("No data to show", new LineChart { Series = [new("a", values)] }.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("No data to show", new LineChart { Series = [] }.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("No data to show", new BarChart { Bars = [] }.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("No words to show", new HeatStrip { Words = [], Weights = [] }.ToSvg(), StringComparison.Ordinal);
        Assert.Contains(
            "No classes to show", new ConfusionMatrixChart { Classes = [], Counts = new int[0, 0] }.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(5e-324)]
    [InlineData(-1e299)]
    [InlineData(1e12)]
    public void A_constant_series_of_any_size_is_drawn(double value)
    {
        var points = Points(Lines(new LineChart { Series = [new("a", [value, value])] })[0]);

        Assert.Equal(points[0].Y, points[1].Y);
    }

    [Fact]
    public void A_long_series_is_thinned_but_keeps_its_peaks()
    {
        var values = new double[200_000];
        values[123_456] = 1;

        var points = Points(Lines(new LineChart { Series = [new("a", values)] })[0]);

        Assert.InRange(points.Length, 500, 4 * 720);
        Assert.Single(points, p => p.Y < points[0].Y - 100);
    }

    [Fact]
    public void Labels_are_escaped_and_long_ones_cut_with_their_whole_in_a_tip()
    {
        var label = "<b> & \"quotes\" \u0001 " + new string('x', 200);

        var picture = XElement.Parse(new BarChart { Bars = [new(label, 3)] }.ToSvg());

        var text = picture.Descendants(Svg + "text").First();
        Assert.StartsWith("<b> & \"quotes\" \uFFFD", text.Nodes().OfType<XText>().Single().Value, StringComparison.Ordinal);
        Assert.EndsWith("…", text.Value, StringComparison.Ordinal);
        Assert.Equal(label.Replace('\u0001', '\uFFFD'), text.Element(Svg + "title")!.Value);
    }

    [Fact]
    public void A_confusion_matrix_shows_counts_shares_recall_precision_and_accuracy()
    {
        var chart = new ConfusionMatrixChart { Classes = ["a", "b"], Counts = new[,] { { 9, 1 }, { 5, 5 } } };

        var texts = XElement.Parse(chart.ToSvg()).Descendants(Svg + "text").Select(t => t.Value).ToArray();

        // Precision of a is 9 / 14, of b 5 / 6; accuracy 14 / 20.
        Assert.Superset(
            new HashSet<string> { "9", "1", "5", "90.0%", "50.0%", "64.3%", "83.3%", "70.0%", "predicted", "actual" }, texts.ToHashSet());
    }

    [Fact]
    public void A_chart_of_a_matrix_has_its_counts_with_targets_as_rows()
    {
        var matrix = new ConfusionMatrix(2);
        foreach ((int predicted, int target) in new[] { (0, 0), (1, 0), (1, 0), (1, 1) })
            matrix.Add(predicted, target);
        ConfusionMatrixChart chart = ConfusionMatrixChart.Of(matrix, ["a", "b"]);
        Assert.Equal(new[,] { { 1, 2 }, { 0, 1 } }, chart.Counts);
        Assert.Equal(["a", "b"], chart.Classes);
        Assert.Contains(
            "classes has 1 names, the matrix 2 classes",
            Assert.Throws<ArgumentException>(() => ConfusionMatrixChart.Of(matrix, ["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Assert.Contains(
            "2 words and 1 weights",
            Assert.Throws<InvalidOperationException>(() => new HeatStrip { Words = ["a", "b"], Weights = [1] }.ToSvg()).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 classes and 2 x 2 counts",
            Assert.Throws<InvalidOperationException>(
                () => new ConfusionMatrixChart { Classes = ["a"], Counts = new int[2, 2] }.ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Series 'a' has 1 values and 2 positions",
            Assert.Throws<InvalidOperationException>(
                () => new LineChart { Series = [new("a", [1]) { Positions = [1, 2] }] }.ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Series 'a' has 2 values and 1 positions",
            Assert.Throws<InvalidOperationException>(
                () => new TerminalPlot { Series = [new("a", [1, 2]) { Positions = [1] }] }.Render()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoReport.Losses.ToSvg(10));
    }

    private static LineChart Interval => new()
    {
        Title = "band", Series = [new("actual", [1, 2, 3, 2])], Bands = [new("80 %", [0, double.NaN, 1, 1], [2, 3, 5, 4])]
    };

    [Fact]
    public void A_band_is_an_area_with_gaps_where_a_height_is_missing()
    {
        XElement[] paths = Lines(Interval);
        Assert.Equal(3, paths.Length); // two runs and the line
        Assert.All(paths[..2], path => Assert.Equal("f1", path.Attribute("class")!.Value));
        Assert.Equal((2, 4), (Points(paths[0]).Length, Points(paths[1]).Length));
        Assert.Contains(
            "2 lower and 1 upper",
            Assert.Throws<InvalidOperationException>(() => (Interval with { Bands = [new("b", [1, 2], [1])] }).ToSvg()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_null_is_named()
    {
        Assert.Equal("Name", Assert.Throws<ArgumentNullException>(() => new Series(null!, [1])).ParamName);
        Assert.Equal("Name", Assert.Throws<ArgumentNullException>(() => new Series("a", [1]) with { Name = null! }).ParamName);
        Assert.Equal("Values", Assert.Throws<ArgumentNullException>(() => new Series("a", null!)).ParamName);
        Assert.Equal("Label", Assert.Throws<ArgumentNullException>(() => new Bar(null!, 1)).ParamName);
        Assert.Equal("Label", Assert.Throws<ArgumentNullException>(() => new Mark(1, null!)).ParamName);
        Assert.Equal("High", Assert.Throws<ArgumentNullException>(() => new Band("a", [1], null!)).ParamName);
        Says("Series[1] is null.", () => new LineChart { Series = [new("a", [1]), null!] }.ToSvg());
        Says("Words[0] is null.", () => new HeatStrip { Words = [null!], Weights = [1] }.ToSvg());
        Says("Classes[0] is null.", () => new ConfusionMatrixChart { Classes = [null!], Counts = new int[1, 1] }.ToSvg());
        Says("RowLabels[0] is null.", () => new HeatMap { Values = new double[1, 1], RowLabels = [null!] }.ToSvg());
        Says("Bars[0] is null.", () => new BarChart { Bars = [null!] }.ToSvg());
        Says("Series[0] is null.", () => new TerminalPlot { Series = [null!] }.Render());

        static void Says(string words, Action act) =>
            Assert.StartsWith(words, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    private static Chart Chart(string name) => name switch
    {
        "losses" => DemoReport.Losses,
        "norm" => DemoReport.GradientNorm,
        "confusion" => DemoReport.Confusion,
        "attention" => DemoReport.Attention,
        "influence" => DemoReport.Influence,
        "many classes" =>
            new ConfusionMatrixChart { Title = name, Classes = [.. Enumerable.Range(0, 60).Select(i => $"class {i}")],
                Counts = new int[60, 60] },
        "spectrogram" => DemoReport.Spectrogram,
        "alignment" => DemoReport.Alignment,
        "band" => Interval,
        "negative bars" =>
            new BarChart { Title = name, Unit = "sequences/s",
                Bars = [new("a long label that is cut", 3), new("b", -12_345.6), new("c", 0)] },
        _ => DemoReport.Timings,
    };

    private static XElement[] Lines(LineChart chart) => [.. XElement.Parse(chart.ToSvg()).Descendants(Svg + "path")];

    private static (double X, double Y)[] Points(XElement path)
    {
        var numbers =
            path.Attribute("d")!.Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
                .Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return [.. Enumerable.Range(0, numbers.Length / 2).Select(i => (numbers[2 * i], numbers[2 * i + 1]))];
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
