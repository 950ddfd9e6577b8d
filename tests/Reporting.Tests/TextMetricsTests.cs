using LstmGen.Reporting.Drawing;
using Xunit;

namespace LstmGen.Reporting.Tests;

/// <summary>Text that is cut to a width: against a version that measures every beginning.</summary>
public sealed class TextMetricsTests
{
    [Fact]
    public void The_longest_beginning_that_fits_is_kept()
    {
        var random = new Random(1);
        const string Letters = "iIfmA漢 x…";
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
            double width = random.Next(0, 120);
            var expected = TextMetrics.Width(text, 12) <= width
                ? text
                : text[..Enumerable.Range(0, text.Length + 1)
                    .LastOrDefault(kept => TextMetrics.Width(text[..kept], 12) + TextMetrics.Width("…", 12) <= width)].TrimEnd() + "…";
            Assert.Equal(expected, TextMetrics.Fit(text, 12, width));
        }

        Assert.Equal("😀…", TextMetrics.Fit("😀😀😀", 10, 40));
    }

    [Fact]
    public void A_long_text_is_measured_once()
    {
        var text = new string('x', 20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("xxxxxxxxx…", TextMetrics.Fit(text, 10, 70));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }
}
