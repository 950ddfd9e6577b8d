using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Reads sources whole.</summary>
internal static class Blocks
{
    /// <summary>The sequences of all blocks, as a set of this moment.</summary>
    public static SequenceSet ReadAll(ISequenceSource source)
    {
        var all = new SequenceBlock(source.Shape);
        using ISequenceReader reader = source.OpenReader();
        for (int block = 0; block < source.BlockCount; block++)
        {
            reader.Read(block, all, default);
            all.RequireWhole(source.Name);
        }

        return all.Set();
    }

    /// <summary>Reads the blocks from the last to the first, and asserts that each gives what the whole has in its place.</summary>
    public static void AssertInAnyOrder(ISequenceSource source)
    {
        SequenceSet all = ReadAll(source);
        var one = new SequenceBlock(source.Shape);
        using ISequenceReader reader = source.OpenReader();
        int first = all.Count;
        for (int block = source.BlockCount - 1; block >= 0; block--)
        {
            one.Clear();
            reader.Read(block, one, default);
            Assert.Equal(source.CountOf(block), one.Count);
            first -= one.Count;
            for (int i = 0; i < one.Count; i++)
            {
                if (all.HasTokens)
                    Assert.Equal(all.Tokens(first + i), one.Set().Tokens(i));
                else
                    Assert.Equal(all.Features(first + i), one.Set().Features(i));
            }
        }

        Assert.Equal(0, first);
    }

    public static DataFormatException Refused(ISequenceSource source) => Assert.Throws<DataFormatException>(() => ReadAll(source));
}
