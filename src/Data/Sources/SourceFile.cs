using System.Globalization;

namespace LstmGen.Data;

/// <summary>A file of a source: it is opened for each training, and must not change meanwhile.</summary>
internal sealed class SourceFile
{
    private readonly DateTime _written;

    /// <exception cref="DataFormatException">The file is missing, empty, or packed.</exception>
    public SourceFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
        using FileStream file = OpenAny(path);
        (Length, _written) = (file.Length, File.GetLastWriteTimeUtc(path));
        Span<byte> head = stackalloc byte[2];
        int count = RandomAccess.Read(file.SafeFileHandle, head, 0);
        if (count == 0)
            throw new DataFormatException(path, 0, null, "the file is empty. Use a file with data.");
        if (WholeGzip.IsGzip(head[..count]))
            throw new DataFormatException(
                path, 0, null, "the file is packed by gzip, and a source reads files from the middle. Unpack it first.");
    }

    public string Path { get; }

    public long Length { get; }

    /// <exception cref="DataFormatException">The file cannot be opened, or is no longer what it was.</exception>
    public FileStream Open()
    {
        FileStream file = OpenAny(Path);
        if (file.Length == Length && File.GetLastWriteTimeUtc(Path) == _written)
            return file;
        file.Dispose();
        throw new DataFormatException(Path, 0, null, "the file was changed after the source was made. Make the source anew.");
    }

    /// <summary>Its name without folders, its length and a hash of its bytes.</summary>
    public string Describe(ulong hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetFileName(Path)} of {Length} bytes, {hash:x16}");

    private static FileStream OpenAny(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TextFile.Unreadable(path, e);
        }
    }
}
