using Xunit;

namespace LstmGen.Data.Tests;

public class VocabularyTests
{
    private static readonly string[][] Texts = [["b", "a", "c", "b"], ["c", "b", "<pad>", "d"]];

    [Fact]
    public void Ids_fall_by_count_then_by_name_after_the_special_tokens()
    {
        var vocabulary = Vocabulary.Build(Texts);
        Assert.Equal(["<pad>", "<unk>", "b", "c", "a", "d"], vocabulary.Tokens);
        Assert.Equal([2, 1, 4], vocabulary.Encode(["b", "new", "a"]));
        Assert.Equal(["c", "<unk>"], vocabulary.Decode([3, 1]));
        Assert.False(vocabulary.TryGetId("new", out _));
        Assert.Equal((Vocabulary.PadId, Vocabulary.UnknownId), (vocabulary.Id(Vocabulary.Pad), vocabulary.Id("new")));
    }

    [Fact]
    public void A_missing_file_is_named_with_what_was_expected()
    {
        Assert.Equal(
            "no-such-folder/no.txt: the file does not exist; expected is a vocabulary, as Vocabulary.Save(path) writes it when the model "
                + "is trained. Check the path; it is taken relative to the current folder.",
            Assert.Throws<DataFormatException>(() => Vocabulary.Load("no-such-folder/no.txt")).Message);
        Assert.Contains(
            "does not exist; expected is word vectors as text",
            Assert.Throws<DataFormatException>(() => WordVectors.Fill("no.txt", Vocabulary.Build(Texts), new float[12], 2)).Message);
    }

    [Fact]
    public void Rare_tokens_and_those_beyond_the_size_are_unknown()
    {
        Assert.Equal(["<pad>", "<unk>", "b", "c"], Vocabulary.Build(Texts, minCount: 2).Tokens);
        Assert.Equal(["<pad>", "<unk>", "b"], Vocabulary.Build(Texts, maxSize: 3).Tokens);
    }

    [Fact]
    public void Null_is_named_with_its_place()
    {
        Assert.StartsWith(
            "Token 1 of texts[1] is null.", Assert.Throws<ArgumentException>(() => Vocabulary.Build([["a"], ["b", null!]])).Message);
        Assert.StartsWith("texts[1] is null.", Assert.Throws<ArgumentException>(() => Vocabulary.Build([["a"], null!])).Message);
        Assert.Equal("token", Assert.Throws<ArgumentNullException>(() => Vocabulary.Build(Texts).Id(null!)).ParamName);
        Assert.Equal("token", Assert.Throws<ArgumentNullException>(() => Vocabulary.Build(Texts).TryGetId(null!, out _)).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => LabelSet.Build(["a", null!])).ParamName);
        Assert.Equal("label", Assert.Throws<ArgumentNullException>(() => LabelSet.Build(["a"]).Id(null!)).ParamName);
    }

    [Fact]
    public void Ids_without_text_are_the_special_ones_and_those_past_the_last_token()
    {
        Assert.Equal([0, 1, 6, 7], Vocabulary.Build(Texts).WithoutText(8));
        Assert.Equal([0, 1], Vocabulary.Build(Texts).WithoutText(6));
    }

    [Fact]
    public void Markers_come_first_and_are_not_counted_twice()
    {
        Assert.Equal(["<pad>", "<unk>", "<bos>", "c", "b", "a", "d"], Vocabulary.Build(Texts, 1, 100, "<bos>", "c").Tokens);
        Assert.Throws<ArgumentException>(() => Vocabulary.Build(Texts, 1, 100, "<unk>"));
        Assert.Equal("markers", Assert.Throws<ArgumentException>(() => Vocabulary.Build(Texts, 1, 100, "a", null!)).ParamName);
    }

    [Fact]
    public void Saving_keeps_every_character()
    {
        var vocabulary = Vocabulary.Build([["\n", "\t", "\\", "\\n", " ", "😀", "\r", "x y"]]);
        using var file = new TempFile("");
        vocabulary.Save(file.Path);
        Assert.Equal(vocabulary.Tokens, Vocabulary.Load(file.Path).Tokens);
    }

    [Theory]
    [InlineData("<pad>\n<unk>\na\na\n", 4, "occurs twice")]
    [InlineData("<pad>\n<unk>\n\na\n", 3, "empty")]
    [InlineData("a\nb\n", 1, "begins with <pad>")]
    [InlineData("<pad>\n<unk>\na", 3, "cut off")]
    [InlineData("<pad>\n<unk>\na\\x\n", 3, "backslash")]
    public void A_damaged_file_is_an_error_with_its_row(string text, int row, string problem)
    {
        var error = Assert.Throws<DataFormatException>(() => Vocabulary.FromText(text));
        Assert.Equal(row, error.Row);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Labels_are_ordinal_and_an_unknown_one_is_named()
    {
        var labels = LabelSet.Build(["O", "B-x", "O", "I-x"]);
        Assert.Equal(["B-x", "I-x", "O"], labels.Names);
        Assert.Equal(labels.Names, LabelSet.FromText(labels.ToText()).Names);
        Assert.Contains("'Q' is not known; known are B-x, I-x, O", Assert.Throws<ArgumentException>(() => labels.Id("Q")).Message);
    }

    [Fact]
    public void Text_sets_encode_tokens_classes_and_tags()
    {
        var vocabulary = Vocabulary.Build(Texts);
        LabeledText[] texts = [new("pos", "b zz"), new("neg", "a")];
        var set = TextSets.Classification(texts, new WhitespaceTokenizer(), vocabulary, LabelSet.Build(texts.Select(t => t.Label)));
        Assert.Equal([2, 1], set.Tokens(0).ToArray());
        Assert.Equal([1], set.Targets().Classes(0).ToArray());
        var tagged = TextSets.Tagging([new(["A", "c"], ["N", "?"])], vocabulary, LabelSet.Build(["N", "V"]), lowerCase: true);
        Assert.Equal([4, 3], tagged.Tokens(0).ToArray());
        Assert.Equal([0, -100], tagged.Targets().Classes(0).ToArray());
        Assert.Contains("Text 0 has no token", Assert.Throws<ArgumentException>(
            () => TextSets.Classification([new("pos", "...")], new RegexTokenizer("[a-z]"), vocabulary, LabelSet.Build(["pos"]))).Message);
    }
}
