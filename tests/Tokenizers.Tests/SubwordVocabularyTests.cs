using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Vocabularies from files: their ids, what is saved of them, and files that are none.</summary>
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
    public void What_is_saved_is_the_vocabulary()
    {
        string path = Path.Combine(_files.Folder, "saved.txt");
        SubwordVocabulary[] all = [_files.Bpe(), _files.Tiktoken(), SubwordVocabulary.TiktokenOfModel(_files.TiktokenFile, "gpt2")];
        foreach (SubwordVocabulary vocabulary in all)
        {
            vocabulary.Save(path);
            foreach (SubwordVocabulary again in new[] { SubwordVocabulary.Load(path), SubwordVocabulary.FromText(vocabulary.ToText()) })
            {
                Assert.Equal((vocabulary.Fingerprint, vocabulary.Size), (again.Fingerprint, again.Size));
                Assert.Equal(vocabulary.SpecialTokens, again.SpecialTokens);
                Assert.Equal(vocabulary.Encode("the beginning\n\nthe <|endoftext|>"), again.Encode("the beginning\n\nthe <|endoftext|>"));
                Assert.Equal(vocabulary.ToText(), again.ToText());
            }
        }

        Assert.Equal(3, all.Select(one => one.Fingerprint).Distinct().Count());
        Assert.NotEqual(all[0].Fingerprint, SubwordVocabulary.Bpe(_files.VocabularyFile, _files.MergesFile).Fingerprint);
        Assert.NotEqual(all[1].Fingerprint, SubwordVocabulary.Tiktoken(_files.TiktokenFile, @"\S+|\s+", SmallVocabularies.End).Fingerprint);
    }

    [Fact]
    public void A_tokenizer_of_ones_own_is_saved_by_its_name()
    {
        Tokenizer Make(string name) =>
            name == "mine" ? TiktokenTokenizer.Create(_files.TiktokenFile, null, null) : throw new InvalidOperationException(name);
        SubwordVocabulary vocabulary = SubwordVocabulary.Of(Make("mine"), 300, "mine");
        Assert.Equal("the", vocabulary.Decode(vocabulary.Encode("the")));
        SubwordVocabulary again = SubwordVocabulary.FromText(vocabulary.ToText(), Make);
        Assert.Equal((300, vocabulary.Fingerprint), (again.Size, again.Fingerprint));
        Assert.Equal(vocabulary.Encode("the thing"), again.Encode("the thing"));
        Assert.Contains(
            "names the tokenizer 'mine' and does not hold it",
            Assert.Throws<ArgumentException>(() => SubwordVocabulary.FromText(vocabulary.ToText())).Message, StringComparison.Ordinal);
        Assert.Contains(
            "gives id 257 for 'the', but the size is 200",
            Assert.Throws<ArgumentException>(() => SubwordVocabulary.Of(Make("mine"), 200, "small").Encode("the")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_was_cut_or_changed_is_refused()
    {
        string text = _files.Bpe().ToText();
        foreach (string broken in new[] { "", "{}", text[..^1], text[..(text.Length / 2)],
            text.Replace(
                "\"Bpe\"", "\"Other\"", StringComparison.Ordinal), text.Replace("subwords 1", "subwords 2", StringComparison.Ordinal) })
            Assert.Contains(
                "the text is no vocabulary of subwords",
                Assert.Throws<DataFormatException>(() => SubwordVocabulary.FromText(broken)).Message, StringComparison.Ordinal);
        // A content that ends within its packed bytes.
        Assert.Throws<DataFormatException>(
            () => SubwordVocabulary.FromText(text[..(text.IndexOf("\"merges\"", StringComparison.Ordinal) + 43)] + "\"}"));
    }

    // Each is the text of a vocabulary with one place changed.
    [Theory]
    [InlineData("kind", "\"7\"", "its kind '7' is not known")]
    [InlineData("kind", "\"1\"", "its kind '1' is not known")]
    [InlineData("kind", "null", "it has no kind")]
    [InlineData("pattern", "\"(\"", "Invalid pattern")]
    [InlineData("pattern", "\"\"", "it has no pattern")]
    [InlineData("pattern", "null", "it has no pattern")]
    [InlineData("vocabulary", "null", "it has no vocabulary")]
    [InlineData("merges", "\"-1:\"", "a content has no length")]
    [InlineData("special", "{\"a\":-1}", "'a' has the id -1")]
    [InlineData("special", "{\"a\":300,\"b\":300}", "have the id 300")]
    [InlineData("special", "{\"a\":300,\"a\":301}", "same key")]
    [InlineData("special", "{\"the\":300}", "The special token 'the' has the id 257 in")]
    public void A_value_that_no_vocabulary_writes_is_refused(string name, string value, string message) =>
        Assert.Contains(message, Refused(_files.Bpe().ToText(), name, value), StringComparison.Ordinal);

    [Theory]
    [InlineData("size", "0", "its size is 0")]
    [InlineData("size", "-5", "its size is -5")]
    [InlineData("size", "\"x\"", "")]
    [InlineData("pattern", "\"\"", "it has no pattern")]
    public void A_value_that_no_named_tokenizer_writes_is_refused(string name, string value, string message)
    {
        Tokenizer tokenizer = _files.Tiktoken().Tokenizer;
        Assert.Contains(
            message, Refused(SubwordVocabulary.Of(tokenizer, 300, "mine").ToText(), name, value, _ => tokenizer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_known_makes_a_text_no_vocabulary() => Assert.Contains(
        "The model 'no such' is not known",
        Refused(SubwordVocabulary.TiktokenOfModel(_files.TiktokenFile, "gpt2").ToText(), "pattern", "\"no such\""),
        StringComparison.Ordinal);

    [Fact]
    public void A_length_that_a_text_claims_takes_no_memory()
    {
        string text = _files.Bpe().ToText(), claimed = With(text, "merges", "\"268435456:H4sIAAAAAAAAAwMAAAAAAAAAAAA=\"");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFormatException>(() => SubwordVocabulary.FromText(claimed));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
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
            "the file does not exist",
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

    private static string With(string text, string name, string value)
    {
        var root = (JsonObject)JsonNode.Parse(text)!;
        string old = root[name]!.ToJsonString();
        string changed = text.Replace($"\"{name}\":{old}", $"\"{name}\":{value}", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        return changed;
    }

    private static string Refused(string text, string name, string value, Func<string, Tokenizer>? other = null)
    {
        string message = Assert.Throws<DataFormatException>(() => SubwordVocabulary.FromText(With(text, name, value), other)).Message;
        Assert.Contains("the text is no vocabulary of subwords", message, StringComparison.Ordinal);
        return message;
    }
}
