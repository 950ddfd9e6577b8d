using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>
/// Writes safetensors. The bytes depend on the tensors, their order and the metadata alone: tensors lie in the order given,
/// metadata in ordinal order of its keys.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>
    /// Writes the file, all or nothing: to a temporary file next to it, flushed to the disk, then renamed over it. When
    /// writing fails the file at <paramref name="path"/> is what it was.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">Entries with different names.</param>
    /// <param name="metadata">Strings for <c>__metadata__</c>; null or empty for none.</param>
    /// <param name="keepPrevious">Whether the file that was there before is kept as <c>path.bak</c>.</param>
    /// <exception cref="ArgumentException">Two tensors of one name, or text that is not valid.</exception>
    /// <exception cref="SafetensorsException">A provider gave another number of bytes than its shape takes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IReadOnlyList<SafetensorsEntry> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        bool keepPrevious = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var header = HeaderWriter.Build(tensors, metadata);
        AtomicFile.Write(path, stream => WriteAll(stream, header, tensors, path), keepPrevious);
    }

    /// <summary>
    /// The same with a checksum of everything in the metadata, which <see cref="SafetensorsFile"/> compares when it reads the file.
    /// </summary>
    internal static void WriteChecked(
        string path, IReadOnlyList<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string> metadata, bool keepPrevious = false) =>
        Write(path, tensors, Checked(tensors, metadata), keepPrevious);

    /// <summary>The same to a stream.</summary>
    internal static void WriteChecked(
        Stream stream, IReadOnlyList<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string> metadata) =>
        Write(stream, tensors, Checked(tensors, metadata));

    /// <summary>Writes to a stream, from its position on; the stream stays open.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyList{SafetensorsEntry}, IReadOnlyDictionary{string, string}?, bool)"/>
    public static void Write(Stream stream, IReadOnlyList<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteAll(stream, HeaderWriter.Build(tensors, metadata), tensors, "safetensors stream");
    }

    private static Dictionary<string, string> Checked(
        IReadOnlyList<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        HeaderWriter.RequireText(metadata);
        return new(metadata, StringComparer.Ordinal) { [ContentChecksum.Key] = ContentChecksum.Of(tensors, metadata) };
    }

    private static void WriteAll(Stream stream, byte[] header, IReadOnlyList<SafetensorsEntry> tensors, string path)
    {
        stream.Write(header);
        for (var i = 0; i < tensors.Count; i++)
            tensors[i].WriteTo(stream, path);
    }
}
