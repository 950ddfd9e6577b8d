namespace LstmGen.Api.Tests;

/// <summary>The difference that a failing test prints.</summary>
public class ApiDifferenceTests
{
    [Fact]
    public void Only_changed_lines_are_shown() =>
        Assert.Equal("- b\n+ x\n+ y", ApiDifference.Of("a\n b\nc\n", "a\n x\n y\nc\n"));

    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Equal("", ApiDifference.Of("a\nb", "a\nb"));

    [Fact]
    public void What_is_added_at_the_end_is_shown() => Assert.Equal("+ c", ApiDifference.Of("a\nb", "a\nb\nc"));
}
