using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>Memory that reading a file of some bytes may take: in proportion to the file, never to what it claims.</summary>
internal static class AllocationBound
{
    public static void Check(long fileBytes, Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(taken, 0, 256 * 1024 + 32 * fileBytes);
    }
}
