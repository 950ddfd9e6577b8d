using LstmGen.Interchange;
using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

public sealed class SafetensorsRoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_with_names_types_shapes_data_and_metadata()
    {
        var path = _folder.File("model.safetensors");
        float[] weights = [1.5f, float.NaN, float.NegativeInfinity, -0f, float.Epsilon, 3e38f];
        SafetensorsWriter.Write(path,
            [
                SafetensorsEntry.Create("lstm.weight_ih_l0", weights, 2, 3),
                SafetensorsEntry.Create("scalar", new double[] { Math.PI }),
                SafetensorsEntry.Create("ids", new long[] { long.MinValue, -1, long.MaxValue }, 3),
                SafetensorsEntry.Create("bytes", new byte[] { 1, 2, 255 }, 3, 1),
                SafetensorsEntry.Create("none", Array.Empty<int>(), 4, 0, 5),
                SafetensorsEntry.Create("größe \"日本\" \n", new Half[] { (Half)0.1f }, 1),
            ],
            new Dictionary<string, string> { ["format"] = "pt", ["config"] = "{\"a\": \"ü\"}" });

        var file = SafetensorsFile.Open(path);

        Assert.Equal(6, file.Tensors.Count);
        Assert.Equal([2L, 3L], file["lstm.weight_ih_l0"].Shape.AsSpan().ToArray());
        Assert.Equal(
            weights.Select(BitConverter.SingleToUInt32Bits),
            file["lstm.weight_ih_l0"].AsSpan<float>().ToArray().Select(BitConverter.SingleToUInt32Bits));
        Assert.Empty(file["scalar"].Shape);
        Assert.Equal([Math.PI], file["scalar"].AsSpan<double>().ToArray());
        Assert.Equal([long.MinValue, -1, long.MaxValue], file["ids"].AsSpan<long>().ToArray());
        Assert.Equal([1, 2, 255], file["bytes"].AsSpan<byte>().ToArray());
        Assert.Equal([4L, 0L, 5L], file["none"].Shape.AsSpan().ToArray());
        Assert.Equal(0, file["none"].Count);
        Assert.Equal((Half)0.1f, file["größe \"日本\" \n"].AsSpan<Half>()[0]);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("{\"a\": \"ü\"}", file.Metadata["config"]);
        Assert.Equal("lstm.weight_ih_l0 F32 [2, 3]", file["lstm.weight_ih_l0"].ToString());
    }

    [Fact]
    public void A_stream_without_a_length_reads_the_same()
    {
        var stream = new MemoryStream();
        var data = Enumerable.Range(0, 70_000).Select(i => (float)i).ToArray();
        SafetensorsWriter.Write(stream, [SafetensorsEntry.Create("w", data, 700, 100)]);

        var file = SafetensorsFile.Read(new RawSafetensors.Unseekable(stream.ToArray()));

        Assert.Equal(data, file["w"].AsSpan<float>().ToArray());
    }

    [Fact]
    public void The_header_is_padded_with_spaces_to_eight_bytes_and_the_bytes_depend_on_nothing_else()
    {
        var first = Bytes(new() { ["b"] = "2", ["a"] = "1" });
        var second = Bytes(new() { ["a"] = "1", ["b"] = "2" });

        Assert.Equal(first, second);
        var length = BitConverter.ToInt64(first);
        Assert.Equal(0, length % 8);
        const string header =
            """{"__metadata__":{"a":"1","b":"2"},"z":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}""";
        Assert.Equal(header, System.Text.Encoding.UTF8.GetString(first, 8, (int)length).TrimEnd(' '));
        Assert.Equal(8 + length + 9, first.Length);

        static byte[] Bytes(Dictionary<string, string> metadata)
        {
            var stream = new MemoryStream();
            SafetensorsWriter.Write(
                stream, [SafetensorsEntry.Create("z", new float[2], 2), SafetensorsEntry.Create("a", new byte[1], 1)], metadata);
            return stream.ToArray();
        }
    }

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0xBF }, -1.5f)]
    [InlineData("F32", new byte[] { 0, 0, 0xC0, 0xBF }, -1.5f)]
    [InlineData("F16", new byte[] { 0, 0xBE }, -1.5f)]
    [InlineData("BF16", new byte[] { 0xC0, 0xBF }, -1.5f)]
    [InlineData("I64", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2f)]
    [InlineData("I32", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2f)]
    [InlineData("I16", new byte[] { 0xFE, 0xFF }, -2f)]
    [InlineData("I8", new byte[] { 0xFE }, -2f)]
    [InlineData("U64", new byte[] { 0, 1, 0, 0, 0, 0, 0, 0 }, 256f)]
    [InlineData("U32", new byte[] { 0, 1, 0, 0 }, 256f)]
    [InlineData("U16", new byte[] { 0, 1 }, 256f)]
    [InlineData("U8", new byte[] { 200 }, 200f)]
    [InlineData("BOOL", new byte[] { 1 }, 1f)]
    public void Every_type_converts_to_float_and_double(string dtype, byte[] bytes, float expected)
    {
        var file = RawSafetensors.Build("{" + RawSafetensors.Tensor("t", dtype, "[1]", $"[0,{bytes.Length}]") + "}", bytes.Length);
        bytes.CopyTo(file, file.Length - bytes.Length);

        var tensor = RawSafetensors.Read(file)["t"];

        Assert.Equal([expected], tensor.ToSingles());
        Assert.Equal([(double)expected], tensor.ToDoubles());
    }

    [Fact]
    public void Asking_for_the_wrong_type_length_or_name_says_which_is_right()
    {
        var file = RawSafetensors.Read(RawSafetensors.Build("{" + RawSafetensors.Tensor("t", "F64", "[2]", "[0,16]") + "}", 16));

        Assert.Contains(
            "Tensor 't' holds F64, not Single", Assert.Throws<ArgumentException>(() => file["t"].AsSpan<float>().Length).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "2 elements, the destination 3", Assert.Throws<ArgumentException>(() => file["t"].CopyTo(new float[3])).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "x.safetensors: tensor 'u': there is none of this name among the 1; load a file that has it.",
            Assert.Throws<SafetensorsException>(() => file["u"]).Message);
    }

    [Fact]
    public void An_entry_says_what_will_be_written()
    {
        var entry = SafetensorsEntry.Create("w", new double[6], 2, 3);
        Assert.Equal(("w", SafetensorsType.F64, 48L), (entry.Name, entry.Type, entry.ByteCount));
        Assert.Equal([2L, 3], entry.Shape.ToArray());
        Assert.Equal(2, SafetensorsEntry.Create("scalar", new Half[] { (Half)1 }).ByteCount);
        Assert.Equal(0, SafetensorsEntry.Create("none", Array.Empty<int>(), 4, 0, 5).ByteCount);
    }

    [Fact]
    public void The_writer_refuses_what_the_format_cannot_hold()
    {
        var one = SafetensorsEntry.Create("w", new float[6], 2, 3);

        Assert.Contains(
            "takes 8 elements, the data has 6",
            Assert.Throws<ArgumentException>(() => SafetensorsEntry.Create("w", new float[6], 2, 4)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no type for Char", Assert.Throws<ArgumentException>(() => SafetensorsEntry.Create("w", new char[1], 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "reserved", Assert.Throws<ArgumentException>(() => SafetensorsEntry.Create("__metadata__", new float[1], 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "surrogate", Assert.Throws<ArgumentException>(() => SafetensorsEntry.Create("\ud800", new float[1], 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SafetensorsEntry.Create("w", new float[1], -1));
        Assert.Contains(
            "'w' is null or given twice", Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(Stream.Null, [one, one])).Message,
            StringComparison.Ordinal);
    }
}
