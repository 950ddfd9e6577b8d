namespace LstmGen.Interchange.Tests;

/// <summary>Damaged files: an <see cref="InterchangeException"/> or the weights, never another exception and never without end.</summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData("tagger.pt")]
    [InlineData("tagger-legacy.pt")]
    [InlineData("tagger-checkpoint.pt")]
    [InlineData("tagger-views.pt")]
    [InlineData("command-legacy.pt")]
    [InlineData("rtneural-gru.json")]
    [InlineData("keras2-words.h5")]
    [InlineData("keras3-words.keras")]
    [InlineData("keras2-stack-packed.h5")]
    [InlineData("keras2-stack-latest.h5")]
    [InlineData("onnx-stack.onnx")]
    [InlineData("onnx-words.onnx")]
    public void Changed_bytes(string name)
    {
        Assert.InRange(Refused(File.ReadAllBytes(TestFiles.Path(name)), 2000), 1, 2000);
    }

    [Fact]
    public void Changed_bytes_of_graphs_with_merges_and_residuals()
    {
        foreach (string name in OnnxGraphs.Read.Concat(OnnxGraphs.Refused.Select(refused => refused.Name)))
            Assert.InRange(Refused(OnnxGraphs.Write(name), 600), 1, 600);
    }

    private static int Refused(byte[] whole, int rounds)
    {
        var random = new Random(17);
        int refused = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = [.. whole];
            for (int change = random.Next(1, 6); change-- > 0;)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            refused += Refuses(bytes) ? 1 : 0;
        }

        return refused;
    }

    [Theory]
    [InlineData("tagger.pt")]
    [InlineData("tagger-legacy.pt")]
    public void Files_cut_short_are_refused(string name)
    {
        byte[] whole = File.ReadAllBytes(TestFiles.Path(name));
        for (int length = 0; length < whole.Length - 1; length += 7)
            Assert.True(Refuses(whole[..length]), $"{length} bytes");
    }

    private static bool Refuses(byte[] bytes)
    {
        try
        {
            WeightFile.Read(new MemoryStream(bytes), "changed");
            return false;
        }
        catch (InterchangeException)
        {
            return true;
        }
    }
}
