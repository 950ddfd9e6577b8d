using Xunit;

namespace LstmGen.Data.Tests;

public class TokenSourceTests
{
    [Theory]
    [InlineData(2, 7, null)]
    [InlineData(4, 7, null)]
    [InlineData(2, 5, 3)]
    [InlineData(4, 1, null)]
    public void Windows_are_those_of_a_stream_in_memory(int bytes, int window, int? stride)
    {
        int[] stream = [.. Enumerable.Range(0, 100).Select(i => i * 37 % 101 + (bytes == 4 ? 70000 : 0))];
        using var file = new TempFile("");
        TokenSource.Write(file.Path, stream, bytes);
        var source = new TokenSource(file.Path, new TokenSourceOptions
        {
            Window = window, BytesPerToken = bytes, Stride = stride, BlockSequences = 4
        });
        Assert.Equal(100, source.Tokens);
        SequenceSet expected = SequenceSet.NextToken(stream, window, stride), actual = Blocks.ReadAll(source);
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected.Tokens(i), actual.Tokens(i));
            Assert.Equal(expected.Targets().Classes(i), actual.Targets().Classes(i));
        }

        Blocks.AssertInAnyOrder(source);
    }

    [Fact]
    public void Streams_give_batches_whose_rows_go_on()
    {
        int[] stream = [.. Enumerable.Range(0, 64)];
        using var file = new TempFile("");
        TokenSource.Write(file.Path, stream);
        SequenceSet set =
            Blocks.ReadAll(new TokenSource(file.Path, new TokenSourceOptions { Window = 5, Streams = 3, BlockSequences = 4 }));
        Assert.Equal(12, set.Count);
        for (int batch = 0; batch < 4; batch++)
        {
            for (int row = 0; row < 3; row++)
                Assert.Equal(Enumerable.Range((row * 21) + (batch * 5), 5), set.Tokens((batch * 3) + row).ToArray());
        }
    }

    [Fact]
    public void Bad_files_and_options_are_refused()
    {
        using var file = new TempFile("abc");
        Assert.Contains(
            "3 bytes, no whole number of ids of 2",
            Assert.Throws<DataFormatException>(() => new TokenSource(file.Path, new() { Window = 1 })).Message);
        TokenSource.Write(file.Path, [1, 2, 3]);
        Assert.Contains(
            "3 ids, 4 are needed", Assert.Throws<DataFormatException>(() => new TokenSource(file.Path, new() { Window = 3 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSource(file.Path, new() { Window = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSource(file.Path, new() { Window = 1, BytesPerToken = 3 }));
        Assert.Contains(
            "Leave Stride out",
            Assert.Throws<ArgumentException>(() => new TokenSource(file.Path, new() { Window = 1, Stride = 2, Streams = 2 })).Message);
        foreach ((int window, long bytes) in new[] { (int.MaxValue, 8589934592), (1 << 30, 4294967300) })
            Assert.Contains(
                $"Window is {window}: its ids and the next one take {bytes} bytes",
                Assert.Throws<ArgumentException>(
                    () => new TokenSource(file.Path, new() { Window = window, BytesPerToken = 4 })).Message);
        Assert.Throws<DataFormatException>(() => new TokenSource("there.is.none", new() { Window = 1 }));
        Assert.Contains("Token 1 is 65536", Assert.Throws<ArgumentException>(() => TokenSource.Write(file.Path, [1, 65536])).Message);
        Assert.Contains("Token 0 is -1", Assert.Throws<ArgumentException>(() => TokenSource.Write(file.Path, [-1], 4)).Message);

        TokenSource.Write(file.Path, [1, 2, 3, 65535], 2);
        Assert.Contains("id 1 is -65533", Blocks.Refused(new TokenSource(file.Path, new() { Window = 1, BytesPerToken = 4 })).Message);
        var source = new TokenSource(file.Path, new() { Window = 1 });
        string described = source.Describe();
        Assert.Equal(described, new TokenSource(file.Path, new() { Window = 1 }).Describe());
        Assert.NotEqual(described, new TokenSource(file.Path, new() { Window = 2 }).Describe());
        TokenSource.Write(file.Path, [1, 2, 3, 4, 5]);
        Assert.Contains("was changed after", Blocks.Refused(source).Message);
        Assert.NotEqual(described, new TokenSource(file.Path, new() { Window = 1 }).Describe());
    }

    [Fact]
    public void Reading_allocates_nothing_in_the_steady_state()
    {
        using var file = new TempFile("");
        TokenSource.Write(file.Path, Enumerable.Range(0, 5000));
        var source = new TokenSource(file.Path, new TokenSourceOptions { Window = 20, BlockSequences = 50 });
        var block = new SequenceBlock(source.Shape);
        using ISequenceReader reader = source.OpenReader();
        for (int round = 0; round < 3; round++)
            Fill();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Fill()
        {
            for (int i = 0; i < source.BlockCount; i++)
            {
                block.Clear();
                reader.Read(i, block, default);
            }
        }
    }
}
