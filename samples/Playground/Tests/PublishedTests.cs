using System.IO.Compression;

namespace LstmGen.Samples.Playground.Tests;

/// <summary>The folder that is published.</summary>
public sealed class PublishedTests
{
    [Fact]
    public void The_folder_is_at_most_three_megabytes_compressed()
    {
        long sum = 0;
        foreach (string file in Directory.EnumerateFiles(Published.Site, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not (".br" or ".gz")))
        {
            sum += File.Exists(file + ".br") ? new FileInfo(file + ".br").Length : Packed(File.ReadAllBytes(file));
        }

        Console.WriteLine($"published folder: {sum} bytes, each file compressed by itself with Brotli");
        Assert.InRange(sum, 1, 3_000_000);
    }

    private static long Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            stream.Write(content);
        return packed.Length;
    }

    [Fact]
    public void The_files_name_no_other_host()
    {
        string[] known = ["http://www.w3.org/", "https://www.w3.org/"]; // names of vocabularies, which nobody asks for
        foreach (string file in Directory.EnumerateFiles(Published.Site, "*", SearchOption.AllDirectories)
            .Where(
                file =>
                    Path.GetExtension(file) is ".html" or ".css" or ".js" or ".svg"
                        && !file.Contains("_framework", StringComparison.Ordinal)))
        {
            string text = File.ReadAllText(file);
            foreach (string name in known)
                text = text.Replace(name, "", StringComparison.Ordinal);
            Assert.DoesNotContain("//www", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        }
    }
}
