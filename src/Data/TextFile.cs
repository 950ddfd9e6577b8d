using System.IO.Compression;

namespace LstmGen.Data;

/// <summary>Opens text files: UTF-8, gzip where the name ends in <c>.gz</c>.</summary>
internal static class TextFile
{
    public static StreamReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            Stream stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                stream = new GZipStream(stream, CompressionMode.Decompress);
            return new StreamReader(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>The lines of a file with their row numbers, from 1.</summary>
    public static IEnumerable<(int Row, string Line)> Lines(string path)
    {
        using var reader = Open(path);
        for (var row = 1; ReadLine(reader, path, row) is { } line; row++)
            yield return (row, line);
    }

    public static string ReadAll(string path)
    {
        using var reader = Open(path);
        try
        {
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Unreadable(path, e);
        }
    }

    private static string? ReadLine(StreamReader reader, string path, int row)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new DataFormatException(path, row, null, $"the file cannot be read on ({e.Message}) Get it again.", e);
        }
    }

    private static DataFormatException Unreadable(string path, Exception e) => new(
        path, 0, null,
        e is FileNotFoundException or DirectoryNotFoundException
            ? "the file does not exist. Check the path; it is taken relative to the current folder."
            : $"the file cannot be read ({e.Message})",
        e);
}
