using LstmGen.Reference.Golden;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>A real text in pieces has the ids of the whole, and comes back.</summary>
public sealed class RealTextTests : IDisposable
{
    private readonly SmallVocabularies _files = new();

    public void Dispose() => _files.Dispose();

    [RealTextFact]
    public void Shakespeare_comes_back()
    {
        string text = File.ReadAllText(RealTextFactAttribute.Path!);
        foreach (SubwordVocabulary vocabulary in new[] { _files.Bpe(), _files.Tiktoken() })
        {
            int[] whole = vocabulary.Encode(text);
            Assert.InRange(whole.Length, text.Length / 2, text.Length - 10_000); // "the" and "ing" are joined
            Assert.Equal(whole, vocabulary.EncodeFiles([RealTextFactAttribute.Path!]));
            Assert.Equal(text, vocabulary.Decode(whole));
        }
    }
}

/// <summary>A test that reads tiny shakespeare from the folder of real data, and says that it skips without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealTextFactAttribute : FactAttribute
{
    public RealTextFactAttribute() => Skip = File.Exists(Path)
        ? null
        : "No real data: set LSTMGEN_DATA to its folder, or put it in shared/data above the tests.";

    public static string? Path { get; } = SharedFolder.Data is { } folder
        ? System.IO.Path.Combine(folder, "charlm-tinyshakespeare", "input.txt")
        : null;
}
