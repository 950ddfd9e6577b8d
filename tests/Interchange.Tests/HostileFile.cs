using System.Text;

namespace LstmGen.Interchange.Tests;

/// <summary>What a file that is made to do harm may cost.</summary>
internal static class HostileFile
{
    /// <summary>The file is refused with a short line that has <paramref name="named"/>, for memory in proportion to its size.</summary>
    public static void Refused(byte[] file, string named)
    {
        using var stream = new MemoryStream(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InterchangeException>(() => WeightFile.Read(stream)).Message;
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < (8L << 20) + 40L * file.Length);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.True(Encoding.UTF8.GetByteCount(message) < 1000);
    }
}
