using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>
/// A safetensors file in memory: 8 bytes of header length, a JSON header, then the tensors
/// (https://github.com/huggingface/safetensors#format). What the header claims is checked before memory is taken for it,
/// so a hostile file costs an exception and memory in proportion to its size.
/// </summary>
public sealed class SafetensorsFile
{
    /// <summary>Largest header that is read, 100 MB: the format's own limit.</summary>
    public const int MaxHeaderBytes = 100_000_000;

    private readonly Dictionary<string, SafetensorsTensor> _byName;
    private readonly string _source;

    private SafetensorsFile(SafetensorsTensor[] tensors, IReadOnlyDictionary<string, string> metadata, string source)
    {
        Tensors = tensors;
        Metadata = metadata;
        _source = source;
        _byName = tensors.ToDictionary(static t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The string map <c>__metadata__</c>; empty when the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Whether the file has a checksum, which agreed.</summary>
    internal bool IsChecked => Metadata.ContainsKey(ContentChecksum.Key);

    /// <summary>The tensor called <paramref name="name"/>.</summary>
    /// <exception cref="SafetensorsException">There is none; the message names the file.</exception>
    public SafetensorsTensor this[string name] => TryGet(name, out var tensor) ? tensor
        : throw SafetensorsException.At(_source, name, $"there is none of this name among the {Tensors.Count}; load a file that has it.");

    /// <summary>The tensor called <paramref name="name"/>; false when there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor) =>
        _byName.TryGetValue(Given.Value(name), out tensor);

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="SafetensorsException">The file is malformed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path, "a safetensors file, such as model.Save(path) writes when the model is trained");
        return Read(stream, path);
    }

    /// <summary>Reads from the stream's position to its end. The stream stays open.</summary>
    /// <param name="stream">Any readable stream; it need not know its length.</param>
    /// <param name="source">What messages call the stream.</param>
    /// <exception cref="SafetensorsException">The content is malformed.</exception>
    public static SafetensorsFile Read(Stream stream, string source = "safetensors stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read. Open it for reading.", nameof(stream));
        var available = StreamBytes.Available(stream);
        var headerBytes = ReadHeaderLength(stream, available, source);
        var known = available >= 0;

        var header = StreamBytes.Read(stream, headerBytes, trusted: known);
        if (header.Length < headerBytes)
            throw CutShort(source, "the header");
        var (infos, metadata) = HeaderReader.Read(header, source);
        LayoutCheck.Check(infos, known ? available - 8 - headerBytes : -1, source);

        var tensors = new SafetensorsTensor[infos.Count];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = ReadTensor(stream, infos[i], trusted: known, source);
        if (stream.ReadByte() >= 0)
            throw SafetensorsException.At(source, "bytes follow the last tensor; cut them off or save the file again.");
        if (metadata.TryGetValue(ContentChecksum.Key, out var sum) && sum != ContentChecksum.Of(tensors, metadata))
            throw SafetensorsException.At(
                source,
                "its contents are not those that were saved: the checksum does not agree. The file is damaged: take another copy. Where "
                    + $"another program changed it on purpose, let that one leave out the metadata '{ContentChecksum.Key}'.");
        return new SafetensorsFile(tensors, metadata, source);
    }

    /// <summary>Reads a file that lies in memory.</summary>
    /// <param name="bytes">All of the file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="SafetensorsException">The content is malformed.</exception>
    public static unsafe SafetensorsFile Read(ReadOnlySpan<byte> bytes, string source = "safetensors bytes")
    {
        if (bytes.IsEmpty)
            return Read(Stream.Null, source);
        fixed (byte* start = bytes)
        {
            using var stream = new UnmanagedMemoryStream(start, bytes.Length);
            return Read(stream, source);
        }
    }

    private static int ReadHeaderLength(Stream stream, long available, string source)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw SafetensorsException.At(
                source, "there are fewer than the 8 bytes of the header length; the file is empty or cut short, fetch or save it again.");

        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if ((length > MaxHeaderBytes || (available >= 0 && (long)length > available - 8)) && FileKind.Of(prefix) is { } kind)
            throw SafetensorsException.At(source, $"this is no safetensors file but {kind}");
        if (length > MaxHeaderBytes)
            throw SafetensorsException.At(source, string.Create(CultureInfo.InvariantCulture,
                $"the header length is {length}, more than the limit of {MaxHeaderBytes}; the file is not safetensors or is damaged."));
        if (available >= 0 && (long)length > available - 8)
            throw SafetensorsException.At(source, string.Create(CultureInfo.InvariantCulture,
                $"the header length is {length}, but only {available - 8} bytes follow; the file is cut short, fetch or save it again."));
        return (int)length;
    }

    private static SafetensorsTensor ReadTensor(Stream stream, TensorInfo info, bool trusted, string source)
    {
        var bytes = info.End - info.Begin;
        if (bytes > Array.MaxLength)
            throw SafetensorsException.At(source, info.Name, string.Create(CultureInfo.InvariantCulture,
                $"{bytes} bytes are more than the {Array.MaxLength} that fit one array; split the tensor."));

        var data = StreamBytes.Read(stream, (int)bytes, trusted);
        return data.Length == bytes
            ? new SafetensorsTensor(info, data)
            : throw CutShort(source, $"tensor '{SafetensorsException.Printable(info.Name)}'");
    }

    private static SafetensorsException CutShort(string source, string where) =>
        SafetensorsException.At(source, $"the data ends inside {where}; the file is cut short, fetch or save it again.");
}
