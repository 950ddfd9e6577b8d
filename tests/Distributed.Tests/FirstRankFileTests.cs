namespace LstmGen.Distributed.Tests;

/// <summary>A file of rank 0 arrives whole on the others, in however many pieces it is sent, also where they read a part of it.</summary>
public class FirstRankFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100)]
    public void It_arrives_whole(int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        foreach (byte[] got in ThreadRanks.RunAll(3, ranks => Exchange(ranks, content, int.MaxValue)))
            Assert.Equal(content, got);
    }

    [Fact]
    public void What_is_not_read_does_not_disturb_what_comes_next()
    {
        byte[] content = [.. Enumerable.Range(0, 50).Select(i => (byte)i)];
        byte[][] got = ThreadRanks.RunAll(2, ranks =>
        {
            byte[] first = Exchange(ranks, content, most: 5), second = Exchange(ranks, content, int.MaxValue);
            return ranks.Rank == 0 ? content : [.. first, .. second];
        });
        Assert.Equal([.. content[..5], .. content], got[1]);
    }

    private static byte[] Exchange(Distribution ranks, byte[] content, int most)
    {
        const int piece = 16;
        if (ranks.Rank == 0)
        {
            FirstRankFile.Send(ranks, new MemoryStream(content), piece);
            return content;
        }

        using FirstRankFile sent = new(ranks, piece);
        var got = new MemoryStream();
        Span<byte> buffer = stackalloc byte[5];
        int count;
        while (got.Length < most && (count = sent.Read(buffer)) > 0)
            got.Write(buffer[..count]);
        return got.ToArray();
    }
}
