using Xunit;

namespace LstmGen.Reporting.Tests;

public sealed class TerminalPlotTests
{
    [Fact]
    public void A_straight_line_is_a_diagonal_of_dots()
    {
        var text =
            new TerminalPlot { Series = [new("loss", [.. Enumerable.Range(0, 53).Select(i => (double)i)])], Width = 30,
                Height = 4 }.Render();

        // 26 characters beside the labels are 52 dots wide, 4 rows are 16 dots high; row 0 is the top.
        var dots = Dots(text, columns: 26, rows: 4);
        Assert.Equal(Enumerable.Range(0, 52), dots.Select(d => d.X).Distinct().Order());
        Assert.All(dots, d => Assert.InRange(d.Y - 15 * (1 - d.X / 51.0), -1, 1));
        Assert.StartsWith("52 ┤", text, StringComparison.Ordinal);
        Assert.Contains("\n 0 ┤", text, StringComparison.Ordinal);
        Assert.Contains("\n    1                       53\n    ── loss\n", text, StringComparison.Ordinal);
    }

    /// <summary>Dots by the Unicode chart of braille patterns: bits 0-2 and 6 go down the left column, 3-5 and 7 the right.</summary>
    private static List<(int X, int Y)> Dots(string text, int columns, int rows)
    {
        (int X, int Y)[] places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
        var dots = new List<(int, int)>();
        var lines = text.Split('\n');
        for (var row = 0; row < rows; row++)
        {
            var line = lines[row][(lines[row].IndexOfAny(['┤', '│']) + 1)..].PadRight(columns);
            for (var column = 0; column < columns; column++)
            {
                for (var bit = 0; bit < 8; bit++)
                {
                    if (line[column] >= '\u2800' && ((line[column] >> bit) & 1) == 1)
                        dots.Add((2 * column + places[bit].X, 4 * row + places[bit].Y));
                }
            }
        }

        return dots;
    }

    [Fact]
    public void No_line_is_longer_than_the_width_and_both_series_are_named()
    {
        var text =
            new TerminalPlot { Series = [DemoReport.Losses.Series[0], DemoReport.Losses.Series[1]], Width = 60, Height = 10 }.Render();

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "demo-plot.txt"), text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 60));
        Assert.Contains("── training   ·· validation", text, StringComparison.Ordinal);
        Assert.Equal(13, text.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(30, 200, 200)]
    [InlineData(30, 200, 1)]
    [InlineData(31, 1, 200)]
    [InlineData(72, 20, 20)]
    [InlineData(40, 0, 0)]
    public void Long_names_are_cut(int width, int one, int other)
    {
        Series[] series =
        [
            new(new string('a', one), [1, 2]),
            new(new string('b', other), [-1.2346e-299, 1.2346e299]) { Positions = [-1.2346e-200, 1.2346e298] },
        ];
        foreach (Series[] shown in new[] { series[..1], series[1..], series })
        {
            var lines = new TerminalPlot { Series = shown, Width = width, Height = 3 }.Render().Split('\n');
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            foreach (char letter in shown.Where(line => line.Name.Length > 0).Select(line => line.Name[0]))
                Assert.Contains(letter, lines[^2]);
            Assert.Equal(shown.Any(line => line.Name.Length == 200), lines[^2].Contains('…', StringComparison.Ordinal));
        }

        Assert.Contains("1.235e298\n", new TerminalPlot { Series = series, Width = width }.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_does_not_end_its_line_and_is_not_cut_within_a_character()
    {
        var lines = new TerminalPlot { Series = [new("a\nb\u001b[1m", [1, 2])], Width = 30, Height = 3 }.Render().Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.EndsWith("── a b [1m", lines[5], StringComparison.Ordinal);
        for (var width = 30; width < 34; width++)
        {
            var name = string.Concat(Enumerable.Repeat("😀", 40));
            var text = new TerminalPlot { Series = [new(name, [1, 2])], Width = width, Height = 3 }.Render();
            Assert.EndsWith("😀…\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gaps_stay_empty_and_nothing_at_all_is_said_in_words()
    {
        var gap =
            new TerminalPlot { Series = [new("a", [1, 1, double.NaN, double.NaN, double.NaN, 2, 2])], Width = 40, Height = 3 }.Render();

        Assert.Equal(2, gap.Split('\n').Take(3).Count(line => line.Any(c => c is > '\u2800' and <= '\u28FF')));
        Assert.Equal("(no data to show)\n", new TerminalPlot { Series = [new("a", [double.NaN])] }.Render());
        Assert.Equal("(no data to show)\n", new TerminalPlot { Series = [new("a", [-1, 0])], LogScale = true }.Render());
    }

    [Fact]
    public void More_than_two_series_are_refused() =>
        Assert.Contains(
            "3 series on 72 x 12",
            Assert.Throws<InvalidOperationException>(() => new TerminalPlot { Series = DemoReport.Losses.Series }.Render()).Message,
            StringComparison.Ordinal);
}
