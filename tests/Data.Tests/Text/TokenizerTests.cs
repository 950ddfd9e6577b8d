using Xunit;

namespace LstmGen.Data.Tests;

public class TokenizerTests
{
    [Fact]
    public void Whitespace_cuts_at_blanks_of_all_kinds() =>
        Assert.Equal(["A", "b,c", "d."], new WhitespaceTokenizer().Tokenize("  A\tb,c \r\n d. "));

    [Fact]
    public void Words_keep_inner_apostrophes_and_marks_stand_alone() =>
        Assert.Equal(
            ["don't", "re-do", "it", "-", "now", "!", "!"], new RegexTokenizer(lowerCase: true).Tokenize("Don't re-do it - now!!"));

    [Fact]
    public void An_own_pattern_decides() => Assert.Equal(["12", "7"], new RegexTokenizer("[0-9]+").Tokenize("a12b7"));

    [Fact]
    public void A_pattern_that_matches_nothing_is_an_error() =>
        Assert.Contains("matches the empty text", Assert.Throws<ArgumentException>(() => new RegexTokenizer("[0-9]*")).Message);

    [Fact]
    public void Characters_stay_whole_and_join_to_the_same_text()
    {
        var tokenizer = new CharacterTokenizer();
        var tokens = tokenizer.Tokenize("aé😀\n");
        Assert.Equal(["a", "é", "😀", "\n"], tokens);
        Assert.Equal("aé😀\n", tokenizer.Join(tokens));
    }
}
