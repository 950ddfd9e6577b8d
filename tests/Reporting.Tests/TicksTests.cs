using LstmGen.Reporting.Drawing;
using Xunit;

namespace LstmGen.Reporting.Tests;

public sealed class TicksTests
{
    [Fact]
    public void Linear_ticks_are_round_and_inside()
    {
        Assert.Equal("0.0 0.2 0.4 0.6 0.8", Text(Ticks.Linear(0, 0.81, 5)));
        Assert.Equal("-1,000 -500 0 500 1,000", Text(Ticks.Linear(-1000, 1000, 5)));
        Assert.Equal("1 2 3", Text(Ticks.Linear(1, 3, 10, whole: true)));
        Assert.Equal("0 5e6 1e7", Text(Ticks.Linear(0, 1e7, 3)));
    }

    [Fact]
    public void Logarithmic_ticks_are_powers_of_ten_with_steps_between_where_there_is_room()
    {
        Assert.Equal("0.1 0.2 0.5 1 2", Text(Ticks.Logarithmic(0.1, 3, 6), true));
        Assert.Equal("0.0001 0.001 0.01 0.1 1", Text(Ticks.Logarithmic(1e-4, 1, 6), true));
        Assert.InRange(Ticks.Logarithmic(1e-200, 1e200, 6).Length, 3, 8);
    }

    [Theory]
    [InlineData(0.34121, "0.3412")]
    [InlineData(12345.6, "12,346")]
    [InlineData(1.234e-7, "1.234e-7")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    public void A_value_has_about_four_digits(double value, string text) => Assert.Equal(text, Ticks.Value(value));

    private static string Text(double[] ticks, bool logarithmic = false) => string.Join(' ', Ticks.Labels(ticks, logarithmic));
}
