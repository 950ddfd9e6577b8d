using System.Text;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Vocabularies from files: their ids, and files that are none.</summary>
public sealed class SubwordVocabularyTests : IDisposable
{
    private readonly SmallVocabularies _files = new();

    public static TheoryData<string> Texts =>
    [
        "", "the thing", "In the beginning\n\nthe", "  the   the ", "ä Ä ß 漢字 😀", "it's 123,456!\r\n\tthe", "\u00AD\u007F\u0001",
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Both_kinds_of_files_give_the_ids_of_the_definition_and_the_text_again(string text)
    {
        int[] expected = NaiveBpe.Encode(text);
        foreach (SubwordVocabulary vocabulary in new[] { _files.Bpe(), _files.Tiktoken() })
        {
            Assert.Equal(expected, vocabulary.Encode(text));
            Assert.Equal(text, vocabulary.Decode(expected));
        }
    }

    [Fact]
    public void Random_texts_give_the_ids_of_the_definition()
    {
        const string Letters = "theing  \n\r\täß'sdm.1漢\U0001F600";
        var random = new SeededRandom(3);
        (SubwordVocabulary bpe, SubwordVocabulary tiktoken) = (_files.Bpe(), _files.Tiktoken());
        for (int i = 0; i < 400; i++)
        {
            var text = new StringBuilder();
            for (int length = random.NextInt(30); length > 0; length--)
                text.Append(Letters.EnumerateRunes().ElementAt(random.NextInt(Letters.EnumerateRunes().Count())));
            int[] expected = NaiveBpe.Encode(text.ToString());
            Assert.Equal(expected, bpe.Encode(text.ToString()));
            Assert.Equal(expected, tiktoken.Encode(text.ToString()));
            Assert.Equal(text.ToString(), bpe.Decode(expected));
            Assert.Equal(text.ToString(), tiktoken.Decode(expected));
        }
    }

    [Fact]
    public void Special_tokens_have_their_ids()
    {
        int end = SmallVocabularies.End["<|endoftext|>"];
        foreach (SubwordVocabulary vocabulary in new[] { _files.Bpe(), _files.Tiktoken() })
        {
            Assert.Equal(end + 1, vocabulary.Size);
            Assert.Equal(end, vocabulary.SpecialTokens["<|endoftext|>"]);
            Assert.Equal([.. NaiveBpe.Encode("the"), end, .. NaiveBpe.Encode(" in")], vocabulary.Encode("the<|endoftext|> in"));
            Assert.Equal("the<|endoftext|> in", vocabulary.Decode(vocabulary.Encode("the<|endoftext|> in")));
        }

        Assert.Equal(end, SubwordVocabulary.Bpe(_files.VocabularyFile, _files.MergesFile).Size);
    }

    [Fact]
    public void A_model_of_openai_has_its_pattern_and_special_tokens()
    {
        SubwordVocabulary vocabulary = SubwordVocabulary.TiktokenOfModel(_files.TiktokenFile, "gpt2");
        Assert.Equal(50256, vocabulary.SpecialTokens["<|endoftext|>"]);
        Assert.Equal(50257, vocabulary.Size);
        Assert.Equal(NaiveBpe.Encode("in the beginning"), vocabulary.Encode("in the beginning"));
        Assert.Contains(
            "The model 'no such' is not known",
            Assert.Throws<ArgumentException>(() => SubwordVocabulary.TiktokenOfModel(_files.TiktokenFile, "no such")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_number_is_no_id()
    {
        var special = new Dictionary<string, int> { ["<|end|>"] = int.MaxValue };
        Assert.Contains(
            "an id is 2147483647", Assert.Throws<DataFormatException>(
                () => SubwordVocabulary.Bpe(_files.VocabularyFile, _files.MergesFile, special)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_out_of_range_are_refused()
    {
        SubwordVocabulary vocabulary = _files.Bpe();
        Assert.Contains(
            "Id 1 is 264; ids are 0..263.", Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode([1, 264])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode([-1]));
        Assert.Equal("", vocabulary.Decode([]));
        Assert.Equal("\uFFFD", vocabulary.Decode([0xC3])); // half a character
    }

    [Theory]
    [InlineData("no JSON", "the file is no object of subwords and their ids")]
    [InlineData("[1]", "the file is no object of subwords and their ids")]
    [InlineData("{}", "it is empty")]
    [InlineData("{\"a\":-1}", "'a' has the id -1, and ids are not negative")]
    [InlineData("{\"a\":1,\"b\":1}", "'a' and 'b' have the id 1")]
    [InlineData("{\"a\":\"x\"}", "the file is no object of subwords and their ids")]
    [InlineData("{\"a\":0,\"b\":1}", "byte 0x00, written '\u0100', has no id")]
    public void A_vocabulary_that_is_none_says_why(string content, string message)
    {
        string path = Path.Combine(_files.Folder, "bad.json");
        File.WriteAllText(path, content);
        Assert.Contains(
            message, Assert.Throws<DataFormatException>(() => SubwordVocabulary.Bpe(path, _files.MergesFile)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t h e\n", "row 1 of the merges is 't h e', not two subwords with a blank between")]
    [InlineData("#version: 0.2\nth\n", "row 2 of the merges is 'th'")]
    [InlineData("x y\n", "row 1 of the merges has 'xy', which the vocabulary has not")]
    public void Merges_that_do_not_fit_say_where(string content, string message)
    {
        string path = Path.Combine(_files.Folder, "bad.txt");
        File.WriteAllText(path, content);
        Assert.Contains(
            message, Assert.Throws<DataFormatException>(() => SubwordVocabulary.Bpe(_files.VocabularyFile, path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("YQ== 0\nYg== x\n", "row 2: 'Yg== x' is not a token in base 64, a blank and its id")]
    [InlineData("Y 0\n", "row 1: 'Y 0' is not a token in base 64")]
    [InlineData("YQ== 0\nYg== 0\n", "row 2: the id 0 stands twice")]
    [InlineData("\n", "there is no token in the file")]
    public void A_tiktoken_file_that_is_none_says_where(string content, string message)
    {
        string path = Path.Combine(_files.Folder, "bad.tiktoken");
        File.WriteAllText(path, content);
        Assert.Contains(
            message, Assert.Throws<DataFormatException>(() => SubwordVocabulary.Tiktoken(path, SubwordVocabulary.Gpt2Pattern)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Special_tokens_that_do_not_fit_are_refused()
    {
        void Refused(string message, params (string Name, int Id)[] tokens)
        {
            Dictionary<string, int> special = tokens.ToDictionary(token => token.Name, token => token.Id);
            Assert.Contains(
                message,
                Assert.Throws<ArgumentException>(() => SubwordVocabulary.Bpe(_files.VocabularyFile, _files.MergesFile, special)).Message,
                StringComparison.Ordinal);
        }

        Refused("The special token '<end>' has the id -1. Ids are not negative.", ("<end>", -1));
        Refused("The special tokens '<a>' and '<b>' have the id 500. Give each its own.", ("<a>", 500), ("<b>", 500));
        Refused("A special token has no name.", ("", 500));
        Refused("The special token '<end>' has the id 116, which ", ("<end>", 116));
        Refused("to 't'. Give another, such as 263.", ("<end>", 116));
        Refused("The special token 'the' has the id 257 in ", ("the", 300));
        Assert.Contains(
            "The special token '<end>' has the id 116, which ",
            Assert.Throws<ArgumentException>(
                () =>
                    SubwordVocabulary.Tiktoken(
                        _files.TiktokenFile, SubwordVocabulary.Gpt2Pattern, new Dictionary<string, int> { ["<end>"] = 116 })).Message,
                        StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => SubwordVocabulary.Tiktoken(_files.TiktokenFile, "("));
        Assert.Contains(
            "the file does not exist; expected is a tokenizer's file",
            Assert.Throws<DataFormatException>(
                () => SubwordVocabulary.Tiktoken(_files.TiktokenFile + "x", SubwordVocabulary.Gpt2Pattern)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Several_threads_may_use_a_vocabulary_at_once()
    {
        foreach (SubwordVocabulary vocabulary in new[] { _files.Bpe(), _files.Tiktoken() })
        {
            string[] texts = [.. Enumerable.Range(0, 2000)
                .Select(i => $"the {i} beginning{(i % 7 == 0 ? "\n\n" : "")} of {i * 7919} things")];
            int[][] expected = [.. texts.Select(NaiveBpe.Encode)];
            Parallel.For(0, texts.Length, i =>
            {
                Assert.Equal(expected[i], vocabulary.Encode(texts[i]));
                Assert.Equal(texts[i], vocabulary.Decode(expected[i]));
            });
        }
    }
}
