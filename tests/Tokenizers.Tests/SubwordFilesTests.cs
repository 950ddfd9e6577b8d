using System.Text;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Sets and files of ids of subwords, and training with them.</summary>
public sealed class SubwordFilesTests : IDisposable
{
    private readonly SmallVocabularies _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Texts_become_sets()
    {
        SubwordVocabulary vocabulary = _files.Bpe();
        LabelSet labels = LabelSet.Build(["good", "bad"]);
        SequenceSet set = SubwordSets.Classification([new("good", "the thing"), new("bad", "no")], vocabulary, labels, maxTokens: 3);
        Assert.Equal(NaiveBpe.Encode("the thing")[..3], set.Tokens(0).ToArray());
        Assert.Equal(NaiveBpe.Encode("no"), set.Tokens(1).ToArray());
        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(i => set.Targets().Classes(i)[0]));
        Assert.Contains(
            "Text 1 has no token.",
            Assert.Throws<ArgumentException>(
                () => SubwordSets.Classification([new("good", "x"), new("bad", "")], vocabulary, labels)).Message,
                StringComparison.Ordinal);

        int end = vocabulary.SpecialTokens["<|endoftext|>"];
        SequenceSet next = SubwordSets.NextToken(["the", ""], vocabulary, startToken: end, endToken: end);
        Assert.Equal([end, 257], next.Tokens(0).ToArray());
        Assert.Equal([257, end], next.Targets().Classes(0).ToArray());
        Assert.Equal([end], next.Tokens(1).ToArray());
        Assert.Contains(
            "Text 0 gives 1 ids, a next id needs at least 2.",
            Assert.Throws<ArgumentException>(() => SubwordSets.NextToken(["the"], vocabulary)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "endToken is 264; ids are 0..263.",
            Assert.Throws<ArgumentOutOfRangeException>(() => SubwordSets.NextToken(["the"], vocabulary, endToken: 264)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_of_a_file_have_the_ids_of_the_whole()
    {
        var random = new SeededRandom(5);
        (SubwordVocabulary bpe, SubwordVocabulary tiktoken) = (_files.Bpe(), _files.Tiktoken());
        string[] parts = ["the", " the", "ing", "\n", "\n\n", "\r\n", " ", ".", "'s", "12", "ä", "😀", "\t", "/"];
        string path = Path.Combine(_files.Folder, "text.txt");
        int several = 0;
        for (int round = 0; round < 200; round++)
        {
            var text = new StringBuilder();
            for (int i = 0; i < 120; i++)
                text.Append(parts[random.NextInt(parts.Length)]);
            File.WriteAllText(path, text.ToString());
            string[] pieces = [.. SubwordVocabulary.Pieces(path, null, new PieceCut([]), 40, 100_000)];
            several += pieces.Length > 1 ? 1 : 0;
            Assert.Equal(text.ToString(), string.Concat(pieces));
            foreach (SubwordVocabulary vocabulary in new[] { bpe, tiktoken })
                Assert.Equal(vocabulary.Encode(text.ToString()), pieces.SelectMany(vocabulary.Encode));
        }

        Assert.True(several > 100);
    }

    [Fact]
    public void A_piece_without_a_place_to_cut_is_cut_at_its_longest()
    {
        string path = Path.Combine(_files.Folder, "text.txt"), text = string.Concat(Enumerable.Repeat("😀 ", 100_000));
        File.WriteAllText(path, text);
        string[] pieces = [.. SubwordVocabulary.Pieces(path, null, new PieceCut([]), 10, 1000)];
        Assert.True(pieces.Length > 2);
        Assert.Equal(text, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.False(char.IsHighSurrogate(piece[^1])));
    }

    [Fact]
    public void Files_larger_than_a_piece_are_written_as_ids_and_read_by_a_source()
    {
        SubwordVocabulary vocabulary = _files.Tiktoken();
        int end = vocabulary.SpecialTokens["<|endoftext|>"];
        string[] paths = [Path.Combine(_files.Folder, "a.txt"), Path.Combine(_files.Folder, "b.txt")], texts = new string[2];
        for (int i = 0; i < 2; i++)
        {
            texts[i] = string.Concat(Enumerable.Range(0, 9000 * (i + 1)).Select(row => $"the thing {row}\n"));
            File.WriteAllText(paths[i], texts[i]);
        }

        Assert.True(texts[1].Length > 4 * 65536);
        string ids = Path.Combine(_files.Folder, "ids.bin");
        TokenSource.Write(ids, vocabulary.EncodeFiles(paths, separator: end));
        int[] expected = [.. vocabulary.Encode(texts[0]), end, .. vocabulary.Encode(texts[1])];
        byte[] bytes = File.ReadAllBytes(ids);
        Assert.Equal(expected, Enumerable.Range(0, bytes.Length / 2).Select(i => (int)BitConverter.ToUInt16(bytes, 2 * i)));

        var source = new TokenSource(ids, new TokenSourceOptions { Window = 16 });
        Assert.Equal(expected.Length, source.Tokens);
        Assert.Contains(
            "separator is 264; ids are 0..263.",
            Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.EncodeFiles(paths, separator: 264)).Message,
            StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => vocabulary.EncodeFiles([paths[0] + "x"]).Count());
    }

    [Fact]
    public void A_language_model_learns_from_lines_and_keeps_its_vocabulary()
    {
        SubwordVocabulary vocabulary = _files.Bpe();
        int end = vocabulary.SpecialTokens["<|endoftext|>"];
        string lines = Path.Combine(_files.Folder, "lines.txt"), file = Path.Combine(_files.Folder, "model.safetensors");
        File.WriteAllLines(lines, Enumerable.Repeat("the thing in the beginning", 64));
        TextSource source = TextSource.NextToken([lines], vocabulary.Encode, new TextSourceOptions { StartToken = end, EndToken = end });
        var model = new SubwordModel(1);
        History history = model.Fit(source, new FitOptions { Epochs = 30, BatchSize = 8, Optimizer = new Adam(0.02) });
        Assert.InRange(history.Epochs[^1].TrainLoss, 0, 0.1);

        model.Save(file, new ModelSaveOptions { Metadata = new Dictionary<string, string> { ["vocabulary"] = vocabulary.ToText() } });
        SubwordVocabulary again = SubwordVocabulary.FromText(ModelFile.ReadMetadata(file)["vocabulary"]);
        SubwordModel loaded = SubwordModel.Load(file);
        int[] written = [.. loaded.Generate(
            [end], new TokenSampler(again.Size, new SamplingOptions { Temperature = 0 }), 40, endToken: end)];
        Assert.Equal("the thing in the beginning", again.Decode(written));
    }
}

/// <summary>Reads and writes the ids of the small vocabularies.</summary>
[RecurrentModel]
[Embedding(264, 16)]
[Lstm(32)]
[LanguageModel]
public partial class SubwordModel;
