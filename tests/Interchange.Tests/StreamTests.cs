namespace LstmGen.Interchange.Tests;

/// <summary>Weights that lie in a stream behind other bytes.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData("tagger.pt")]
    [InlineData("tagger-legacy.pt")]
    [InlineData("words.safetensors")]
    [InlineData("keras2-stack.h5")]
    [InlineData("keras3-stack.keras")]
    [InlineData("keras3-stack-deflated.keras")]
    [InlineData("onnx-stack.onnx")]
    [InlineData("rtneural-gru.json")]
    public void Every_form_is_read_from_the_position_on(string name)
    {
        byte[] file = File.ReadAllBytes(TestFiles.Path(name));
        foreach (int before in (int[])[1, 70_000])
        {
            using var stream = new MemoryStream([.. Enumerable.Repeat((byte)'P', before), .. file]);
            stream.Position = before;
            WeightFile read = WeightFile.Read(stream), whole = WeightFile.Open(TestFiles.Path(name));
            Assert.Equal(whole.Kind, read.Kind);
            Assert.Equal(
                whole.Tensors.Select(tensor => (tensor.ToString(), Convert.ToHexString(tensor.Bytes))),
                read.Tensors.Select(tensor => (tensor.ToString(), Convert.ToHexString(tensor.Bytes))));
            Assert.True(stream.CanRead); // it stays open
        }
    }

    [Fact]
    public void A_position_at_the_end_or_behind_it_is_an_empty_file()
    {
        foreach (int position in (int[])[3, 9])
        {
            using var stream = new MemoryStream([1, 2, 3]) { Position = position };
            Assert.Contains(
                "the file is empty", Assert.Throws<InterchangeException>(() => WeightFile.Read(stream)).Message, StringComparison.Ordinal);
        }
    }
}
