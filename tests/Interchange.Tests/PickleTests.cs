using LstmGen.Interchange.Pickle;
using LstmGen.Interchange.PyTorch;

namespace LstmGen.Interchange.Tests;

/// <summary>Pickles that make much of little: one byte is a dictionary, and one list many of them.</summary>
public sealed class PickleTests
{
    private const int Most = 1000;

    [Theory]
    [InlineData("}", "lists, tuples and dictionaries")]
    [InlineData("]", "lists, tuples and dictionaries")]
    [InlineData("\u008f", "lists, tuples and dictionaries")] // an empty set
    [InlineData("N\u0085", "lists, tuples and dictionaries")] // (None,)
    [InlineData("(t", "lists, tuples and dictionaries")]
    [InlineData("(l", "lists, tuples and dictionaries")]
    [InlineData("(d", "lists, tuples and dictionaries")]
    [InlineData("N\u0094", "values")] // remembered
    public void What_makes_more_than_a_number_is_refused(string operations, string said)
    {
        Assert.Null(Read(string.Concat(Enumerable.Repeat(operations, Most))));
        string message = Assert.Throws<FormatException>(
            () => Read(string.Concat(Enumerable.Repeat(operations, Most + 1)))).Message;
        Assert.Contains($"more than {Most} {said}", message, StringComparison.Ordinal);
    }

    // A list of pairs, remembered, of which each call makes a dictionary as long.
    [Fact]
    public void A_list_that_is_read_many_times_counts_as_often()
    {
        const string Function = "ccollections\nOrderedDict\nq\u0000", Pairs = "](K\u0001K\u0002\u0086K\u0003K\u0004\u0086e\u0085q\u0001",
            Call = "h\u0000h\u0001R";
        const int Before = 4, Each = 3; // a list and three tuples; a dictionary of two pairs
        Assert.Null(Read(Function + Pairs + string.Concat(Enumerable.Repeat(Call, (Most - Before) / Each))));
        Assert.Throws<FormatException>(() => Read(Function + Pairs + string.Concat(Enumerable.Repeat(Call, ((Most - Before) / Each) + 1))));
    }

    [Fact]
    public void Empty_dictionaries_and_lists_take_little()
    {
        const int Count = 100_000;
        foreach (string one in (string[])["}", "]"])
        {
            byte[] pickle = Bytes(string.Concat(Enumerable.Repeat(one, Count)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            new PickleReader(new ByteReader(new MemoryStream(pickle), pickle.Length), new TorchObjects()).Read();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80L * Count);
        }
    }

    private static object? Read(string operations)
    {
        byte[] pickle = Bytes(operations);
        return new PickleReader(new ByteReader(new MemoryStream(pickle), pickle.Length), new TorchObjects(), Most).Read();
    }

    // Protocol 4, the operations, None, and the end.
    private static byte[] Bytes(string operations) => System.Text.Encoding.Latin1.GetBytes("\u0080\u0004" + operations + "N.");
}
