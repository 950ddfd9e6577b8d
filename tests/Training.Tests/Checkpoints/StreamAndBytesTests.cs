using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Models saved to streams and to memory, under other tensor names, and loaded again.</summary>
public class StreamAndBytesTests
{
    private static readonly float[] Sequence = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void A_stream_takes_a_model_at_its_position_and_gives_it_back()
    {
        var model = new TinyRegression(1);
        using var stream = new MemoryStream();
        stream.Write([7, 7, 7]);
        model.Save(stream);
        Assert.True(stream.CanWrite);
        stream.Position = 3;
        TinyRegression loaded = TinyRegression.Load(stream);
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(model.Predict(Sequence), loaded.Predict(Sequence));
    }

    [Fact]
    public void A_stream_without_length_or_position_is_enough()
    {
        var model = new TinyRegression(2);
        using var pipe = new OneWayStream(model.ToBytes());
        Assert.Equal(model.Parameters.ToArray(), TinyRegression.Load(pipe).Parameters.ToArray());
        using var target = new OneWayStream();
        model.Save(target);
        Assert.Equal(model.ToBytes(), target.Written);
    }

    [Fact]
    public void Memory_holds_what_a_file_holds()
    {
        var model = new TinyRegression(3);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            model.Save(path);
            Assert.Equal(File.ReadAllBytes(path), model.ToBytes());
        }
        finally
        {
            File.Delete(path);
        }

        byte[] framed = [1, 2, .. model.ToBytes(), 3];
        Assert.Equal(model.Parameters.ToArray(), TinyRegression.Load(framed.AsSpan()[2..^1]).Parameters.ToArray());
    }

    [Fact]
    public void Metadata_and_names_come_back_from_memory()
    {
        var names = new ModelNames { Columns = ["x", "y", "z"] };
        byte[] bytes = new TinyRegression(1).ToBytes(new()
        {
            Names = names, Metadata = new Dictionary<string, string> { ["unit"] = "degrees" }
        });
        Assert.Equal("degrees", ModelFile.ReadMetadata(bytes)["unit"]);
        Assert.Equal("degrees", ModelFile.ReadMetadata(new MemoryStream(bytes))["unit"]);
        TinyRegression.Load(bytes, new() { Names = names });
        ModelLoadOptions others = new() { Names = names with { Columns = ["z", "y", "x"] } };
        Assert.Contains(
            "columns are x, y, z", Assert.Throws<SafetensorsException>(() => TinyRegression.Load(bytes, others)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_may_have_other_names_in_the_file()
    {
        var model = new TinyRegression(4);
        Func<string, string> rename = name => "encoder." + name;
        byte[] bytes = model.ToBytes(new() { Rename = rename });
        string message = Assert.Throws<SafetensorsException>(() => TinyRegression.Load(bytes)).Message;
        Assert.Contains("encoder.lstm.weight_ih_l0", message, StringComparison.Ordinal);
        Assert.Equal(model.Parameters.ToArray(), TinyRegression.Load(bytes, new() { Rename = rename }).Parameters.ToArray());
    }

    [Fact]
    public void Names_that_cannot_be_are_refused_before_anything_is_written()
    {
        var model = new TinyRegression(5);
        using var stream = new MemoryStream();
        string twice = Assert.Throws<ArgumentException>(() => model.Save(stream, new() { Rename = _ => "w" })).Message;
        Assert.Contains("'w'", twice, StringComparison.Ordinal);
        string none = Assert.Throws<ArgumentException>(() => model.Save(stream, new() { Rename = _ => "" })).Message;
        Assert.Contains("lstm.weight_ih_l0", none, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void What_is_cut_short_or_changed_is_refused()
    {
        byte[] bytes = new TinyRegression(6).ToBytes();
        Assert.Contains(
            "safetensors bytes", Assert.Throws<SafetensorsException>(() => TinyRegression.Load(bytes.AsSpan()[..^5])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "safetensors stream", Assert.Throws<SafetensorsException>(() => TinyRegression.Load(new MemoryStream(bytes, 0, 50))).Message,
            StringComparison.Ordinal);
        Assert.Throws<SafetensorsException>(() => TinyRegression.Load(ReadOnlySpan<byte>.Empty));
        bytes[^1] ^= 1;
        Assert.Contains(
            "checksum", Assert.Throws<SafetensorsException>(() => TinyRegression.Load(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_of_the_wrong_direction_are_refused()
    {
        var model = new TinyRegression(7);
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => model.Save(new MemoryStream([], writable: false))).ParamName);
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => TinyRegression.Load(closed)).ParamName);
    }

    [Fact]
    public void A_pair_is_saved_as_one()
    {
        EncoderDecoder pair = new(new WordReader(1), new WordWriter(2)), other = new(new WordReader(3), new WordWriter(4));
        ModelFile.Load(other.Parameters, pair.ToBytes());
        Assert.Equal(pair.Parameters.ToArray(), other.Parameters.ToArray());
    }

    /// <summary>A stream that goes one way and knows neither length nor position.</summary>
    private sealed class OneWayStream(byte[]? content = null) : Stream
    {
        private readonly MemoryStream _inner = content is null ? new() : new(content);

        public byte[] Written => _inner.ToArray();

        public override bool CanRead => content is not null;

        public override bool CanSeek => false;

        public override bool CanWrite => content is null;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, Math.Min(count, 10));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);
    }
}
