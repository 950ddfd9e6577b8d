namespace LstmGen.Interchange.Tests;

/// <summary>Texts of files in messages: one line, which every stream can hold.</summary>
public sealed class PrintableTests
{
    // No [InlineData]: attributes cannot hold half a surrogate pair.
    [Fact]
    public void What_is_no_text_is_replaced()
    {
        Assert.Equal("weights.pt", InterchangeException.Printable("weights.pt"));
        Assert.Equal("a?[1m?b?c?", InterchangeException.Printable("a\u001b[1m\nb\u2028c\u2029"));
        Assert.Equal("\U0001F600", InterchangeException.Printable("\U0001F600"));
        Assert.Equal("?", InterchangeException.Printable("\ud83d"));
        Assert.Equal("a?b", InterchangeException.Printable("a\ude00b"));
        Assert.Equal("?\U0001F600?", InterchangeException.Printable("\ud83d\ud83d\ude00\ude00"));
    }

    [Fact]
    public void A_long_text_is_cut_and_so_are_characters_at_the_cuts() => Assert.Equal(
        new string('a', 37) + "?...?" + new string('b', 37),
        InterchangeException.Printable(new string('a', 37) + "\U0001F600" + new string('c', 40) + "\U0001F600" + new string('b', 37)));

    [Fact]
    public void An_error_names_its_file_once()
    {
        string source = "part \U0001F600.safetensors";
        Assert.Equal($"{source}: it is cut.", InterchangeException.At(source, $"{source}: it is cut.").Message);
    }
}
