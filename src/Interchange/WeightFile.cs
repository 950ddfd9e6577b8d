using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LstmGen.Interchange.Json;
using LstmGen.Interchange.Keras;
using LstmGen.Interchange.Onnx.Import;
using LstmGen.Interchange.PyTorch;
using LstmGen.Interchange.Safetensors;
using LstmGen.Interchange.Structure;
using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>
/// Named tensors of a file that another framework wrote. The format is told by the file's first bytes. What a file claims is checked before
/// memory is taken for it, and no code of a file is run.
/// </summary>
public sealed class WeightFile
{
    private readonly Dictionary<string, WeightTensor> _byName = new(StringComparer.Ordinal);

    private WeightFile(string source, WeightFileKind kind, string entry, IReadOnlyList<WeightTensor> tensors)
    {
        Source = source;
        Kind = kind;
        Entry = entry;
        Tensors = tensors;
        foreach (WeightTensor tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw InterchangeException.At(
                    source, $"it has two tensors called '{InterchangeException.Printable(tensor.Name)}'; save it again.");
        }
    }

    /// <summary>The path, or what messages call the stream.</summary>
    public string Source { get; }

    /// <summary>The format.</summary>
    public WeightFileKind Kind { get; }

    /// <summary>
    /// Where in the file the weights were found, such as <c>model_state_dict</c> in a checkpoint; empty where they are the whole file.
    /// </summary>
    public string Entry { get; }

    /// <summary>The tensors in the order of the file.</summary>
    public IReadOnlyList<WeightTensor> Tensors { get; }

    /// <summary>What the file says beside its tensors that a declaration must match, such as a layer's activation.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>
    /// What a safetensors file's <c>__metadata__</c> says, such as a stored scaler and the declaration that saved the weights; empty for an
    /// index of several files and other formats.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The layers and settings, where the file has them.</summary>
    internal ModelSketch? Sketch { get; private init; }

    /// <summary>The tensor called <paramref name="name"/>; false where there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out WeightTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>
    /// Reads the file at <paramref name="path"/>: safetensors (or the index of a sharded set), PyTorch's <c>.pt</c> and <c>.pth</c>, Keras'
    /// <c>.h5</c> and <c>.keras</c>, <c>.onnx</c>, a <c>state_dict</c> as JSON, RTNeural's JSON.
    /// </summary>
    /// <param name="path">The file, or a pipe, which is read into memory first.</param>
    /// <param name="entry">Which weights of a checkpoint that has several, as keys joined by '/'; null where there is one.</param>
    /// <exception cref="InterchangeException">The file is malformed, of another format, or asks for code to be run.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightFile Open(string path, string? entry = null) => Open(path, new EntryChoice(entry));

    /// <summary>The same for callers whose users know the entry by another name.</summary>
    internal static WeightFile Open(string path, EntryChoice entry)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new IOException(
                File.Exists(Path.Combine(path, FileKinds.SavedModel))
                    ? $"{path} is a {FileKinds.NotSavedModel}."
                    : $"{path} is a folder. Give the name of a file in it.");
        using FileStream stream = InputFile.Open(
            path, "a file of weights: safetensors, PyTorch's .pt or .pth, Keras' .h5 or .keras, .onnx or JSON, as the framework saved it");
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return stream.CanSeek
            ? Read(stream, path, entry, folder)
            : Read(new MemoryStream(PipeBytes.Read(stream, path)), path, entry, folder);
    }

    /// <summary>Reads a file from a stream that can seek, from its position to its end. The stream stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="entry">Which weights of a checkpoint that has several; null where there is one.</param>
    /// <param name="folder">Where the files lie that the content names: the shards of an index, an ONNX file's external data. Null where no
    /// other file may be read; content that names one is refused then.</param>
    /// <exception cref="ArgumentException">The stream cannot seek, or <paramref name="folder"/> is empty.</exception>
    /// <exception cref="InterchangeException">The content is malformed, of another format, or asks for code to be run.</exception>
    public static WeightFile Read(Stream stream, string source = "weight stream", string? entry = null, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (folder is not null)
            ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!stream.CanSeek)
            throw new ArgumentException("stream cannot seek. Copy it to a MemoryStream or a file first.", nameof(stream));
        if (stream.Position != 0)
            stream = new StreamRest(stream);
        return Read(stream, source, new EntryChoice(entry), folder is null ? null : Path.GetFullPath(folder));
    }

    private static WeightFile Read(Stream stream, string source, EntryChoice entry, string? folder)
    {
        try
        {
            WeightFileKind? kind = FileKinds.Of(stream);
            var notes = new List<string>();
            ModelSketch? sketch = null;
            IReadOnlyDictionary<string, string> metadata = ImmutableDictionary<string, string>.Empty;
            (List<WeightTensor> tensors, string found) = kind switch
            {
                WeightFileKind.PyTorch => TorchFile.Read(stream, zip: true, entry),
                WeightFileKind.PyTorchLegacy => TorchFile.Read(stream, zip: false, entry),
                _ when entry.Path is not null =>
                    throw new FormatException(
                        $"{entry.Option} '{entry.Path}' is given, and only PyTorch's files have entries; leave it out"),
                WeightFileKind.KerasHdf5 => (Layers(KerasFile.ReadHdf5(stream, notes)), ""),
                WeightFileKind.Keras => (Layers(KerasFile.ReadZip(stream, notes)), ""),
                WeightFileKind.Onnx => (Layers(OnnxFile.Read(stream, folder, notes)), ""),
                null => (Json(), ""),
                _ => (Layers(SafetensorsReader.Read(stream, source, out metadata)), ""),
            };
            return new WeightFile(source, kind!.Value, found, tensors)
            {
                Notes = [.. notes.Select(InterchangeException.Visible)], Sketch = sketch, Metadata = metadata,
            };

            List<WeightTensor> Layers((List<WeightTensor> Tensors, ModelSketch? Sketch) read)
            {
                sketch = read.Sketch;
                return read.Tensors;
            }

            List<WeightTensor> Json()
            {
                (kind, List<WeightTensor> read) = JsonFile.Read(stream, folder, notes);
                return read;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw InterchangeException.At(source, $"it is cut off or damaged ({e.Message.TrimEnd('.')}); fetch the file again.", e);
        }
        catch (Exception e) when (e is FormatException and not InterchangeException or OverflowException or DecoderFallbackException
            or InsufficientExecutionStackException)
        {
            throw InterchangeException.At(source, e.Message.TrimEnd('.') + ".", e);
        }
    }
}
