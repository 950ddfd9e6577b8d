using System.Text;

namespace LstmGen.Data;

/// <summary>Opens text files: gzip where the first bytes say so or the name ends in <c>.gz</c>.</summary>
internal static class TextFile
{
    /// <summary>The file's characters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The encoding; null = what the file's mark says, UTF-8 where it has none.</param>
    /// <param name="expected">What the file is to be and where it comes from, for the error where it is missing.</param>
    public static CharReader Open(string path, Encoding? encoding = null, string? expected = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return new CharReader(Unpacked(file, path), path, encoding);
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw Unreadable(path, e, expected);
            throw;
        }
    }

    /// <summary>The rows of a file with their numbers, from 1.</summary>
    public static IEnumerable<(int Row, string Line)> Lines(string path, Encoding? encoding = null, string? expected = null)
    {
        using var reader = Open(path, encoding, expected);
        for (var row = 1; reader.ReadLine() is { } line; row++)
            yield return (row, line);
    }

    public static string ReadAll(string path, string? expected = null)
    {
        using var reader = Open(path, encoding: null, expected);
        var text = new StringBuilder();
        while (reader.Fill())
        {
            if (text.Length > CharReader.MaxLength - reader.Buffer.Length)
                throw new DataFormatException(
                    path, 0, null, $"the file has more than {CharReader.MaxLength} characters. Use a smaller one.");
            text.Append(reader.Buffer);
            reader.Advance(reader.Buffer.Length);
        }

        return text.ToString();
    }

    private static Stream Unpacked(FileStream file, string path)
    {
        var head = new byte[2];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new ChainedStream(new MemoryStream(head, 0, count), file);
        if (WholeGzip.IsGzip(head.AsSpan(0, count)))
            return new WholeGzip(whole);
        return !path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? whole : throw new DataFormatException(
            path, 0, null, $"the name ends in .gz, but the file {(count == 0 ? "is empty" : "is not gzip")}. Get it again, or rename it.");
    }

    internal static DataFormatException Unreadable(string path, Exception e, string? expected = null) => new(
        path, 0, null,
        e is FileNotFoundException or DirectoryNotFoundException
            ? $"the file does not exist{(expected is null ? "" : $"; expected is {expected}")}. Check the path; it is taken relative to "
                + "the current folder."
            : $"the file cannot be read ({e.Message})",
        e);
}
