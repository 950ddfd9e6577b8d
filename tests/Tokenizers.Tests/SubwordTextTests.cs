using System.Text.Json.Nodes;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Vocabularies as text: what is saved is read again, and a text that was cut or changed is refused.</summary>
public sealed class SubwordTextTests : IDisposable
{
    private readonly SmallVocabularies _files = new();

    public void Dispose() => _files.Dispose();

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
    [InlineData("kind", "\"7\"", "its kind '7' is none of Bpe, Tiktoken, TiktokenModel, Named")]
    [InlineData("kind", "\"1\"", "its kind '1' is none of ")]
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
