using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace LstmGen.Reporting.Tests;

/// <summary>Charts of the smallest, largest, equal, missing and opposite values: each ends, and has numbers at all places.</summary>
public sealed partial class ExtremeValueTests
{
    // A chart takes a millisecond; one that has not come back by then does not come back.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private static readonly double[] Magnitudes =
        [0, 5e-324, 1e-323, 2.3e-308, 1e-300, 3e-300, 1e-155, 1, 1 + 1e-15, 1e155, 1e300, double.MaxValue, double.PositiveInfinity];

    private static readonly string[] Numbers =
        ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "fill-opacity", "rx", "viewBox", "d", "transform"];

    public static TheoryData<string> Names => new(Charts.Keys);

    private static Dictionary<string, Func<double[], string>> Charts { get; } = new()
    {
        ["line"] = values => new LineChart { Series = [new("a", values)] }.ToSvg(),
        ["line of positions"] = values => new LineChart { Series = [new("a", values) { Positions = values }] }.ToSvg(),
        ["logarithmic line"] = values => new LineChart { Series = [new("a", values)], LogScale = true }.ToSvg(),
        ["band"] = values => Band(values).ToSvg(),
        ["logarithmic band"] = values => (Band(values) with { LogScale = true }).ToSvg(),
        ["marks"] = values => (Band([1, 2, 3]) with { Marks = [.. values.Select(value => new Mark(value, "m"))] }).ToSvg(),
        ["bar"] = values => new BarChart { Bars = [.. values.Select(value => new Bar("b", value))] }.ToSvg(),
        ["heat map"] = values => Heat(values).ToSvg(),
        ["heat map from and to"] = values => (Heat(values) with { Low = values[0], High = values[^1] }).ToSvg(),
        ["heat map of columns"] =
            values => (Heat(values) with { FirstColumn = values[0], ColumnStep = values[^1], Marks = [new(values[0], "m")] }).ToSvg(),
        ["heat strip"] = values => new HeatStrip { Words = [.. values.Select(_ => "w")], Weights = values }.ToSvg(),
        ["terminal"] = values => new TerminalPlot { Series = [new("a", values)] }.Render(),
        ["terminal of positions"] = values => new TerminalPlot { Series = [new("a", values) { Positions = values }] }.Render(),
        ["logarithmic terminal"] = values => new TerminalPlot { Series = [new("a", values)], LogScale = true, Width = 30 }.Render(),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_chart_ends_and_has_numbers_alone(string name) =>
        await Task.Run(() =>
        {
            foreach (double[] values in Sets())
                Check(name, values, Charts[name](values));
        }).WaitAsync(Hang);

    private static IEnumerable<double[]> Sets()
    {
        double[] all = [double.NaN, .. Magnitudes, .. Magnitudes.Select(value => -value)];
        foreach (double one in all)
        {
            yield return [one];
            foreach (double other in all)
                yield return [one, other];
        }

        var random = new Random(1);
        for (int i = 0; i < 200; i++)
            yield return [.. Enumerable.Range(0, 3 + i % 50).Select(_ => all[random.Next(all.Length)])];
    }

    private static LineChart Band(double[] values) => new() { Series = [], Bands = [new("b", values, [.. values.Reverse()])] };

    private static HeatMap Heat(double[] values)
    {
        var table = new double[1, values.Length];
        Buffer.BlockCopy(values, 0, table, 0, values.Length * sizeof(double));
        return new HeatMap { Values = table };
    }

    private static void Check(string name, double[] values, string picture)
    {
        string of = $"{name} of {string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}";
        if (!picture.StartsWith("<svg", StringComparison.Ordinal))
        {
            Assert.False(NoNumber().IsMatch(picture), of);
            return;
        }

        var svg = XElement.Parse(picture);
        double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
        foreach (XElement element in svg.DescendantsAndSelf())
        {
            foreach (XAttribute attribute in element.Attributes().Where(one => Numbers.Contains(one.Name.LocalName)))
                Assert.False(NoNumber().IsMatch(attribute.Value), $"{of}: {element}");
            if (element.Name.LocalName == "text")
                Assert.False(NoNumber().IsMatch(element.Value), $"{of}: {element}");
            foreach (string y in (string[])["y", "y1", "y2", "cy"])
            {
                if (element.Attribute(y) is { } place)
                    Assert.InRange(double.Parse(place.Value, CultureInfo.InvariantCulture), -16, height);
            }
        }
    }

    [GeneratedRegex("NaN|Infinity|∞")]
    private static partial Regex NoNumber();
}
