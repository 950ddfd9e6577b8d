namespace LstmGen.Interchange.Tests;

/// <summary>Texts of files in messages: one line, which every stream can hold.</summary>
public sealed class PrintableTests
{
    [Theory]
    [InlineData("weights.pt", "weights.pt")]
    [InlineData("a\u001b[1m\nb\u2028c\u2029", "a?[1m?b?c?")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("\ud83d", "?")]
    [InlineData("a\ude00b", "a?b")]
    [InlineData("\ud83d\ud83d\ude00\ude00", "?\U0001F600?")]
    public void What_is_no_text_is_replaced(string text, string shown) => Assert.Equal(shown, InterchangeException.Printable(text));

    [Fact]
    public void A_long_text_is_cut_and_so_are_characters_at_the_cuts() => Assert.Equal(
        new string('a', 37) + "?...?" + new string('b', 37),
        InterchangeException.Printable(new string('a', 37) + "\U0001F600" + new string('c', 40) + "\U0001F600" + new string('b', 37)));

    [Fact]
    public void An_error_names_its_file_once()
    {
        string source = "part \U0001F600.safetensors";
        Assert.Equal($"{source}: it is cut.", InterchangeException.At(source, SafetensorsException.At(source, "it is cut.").Message).Message);
    }
}
