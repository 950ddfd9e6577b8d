using LstmGen.CompilerServices;
using LstmGen.Interchange;

namespace LstmGen;

/// <summary>Saves and loads a model's parameters as safetensors, by PyTorch's names and shapes.</summary>
/// <remarks>
/// A file says in its metadata which model wrote it and what that one computes, and has a checksum. PyTorch's safetensors reads it, and
/// files that PyTorch wrote, which have neither, load as well.
/// </remarks>
public static partial class ModelFile
{
    // What messages call content that has no path.
    private const string StreamName = "safetensors stream", BytesName = "safetensors bytes";

    /// <summary>Writes all parameters, a whole set; the file is replaced in one step, so that a failure leaves the old one.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">Metadata, names of columns and classes, other tensor names; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A metadata key is the library's, the names are not as many as the model has, or two parameters are renamed to one name.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(ParameterStore parameters, string path, ModelSaveOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = Content(parameters, options);
        SafetensorsWriter.WriteChecked(path, entries, metadata);
    }

    /// <summary>Writes the same to a stream, from its position on; the stream stays open.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="stream">A stream that can be written; it need not seek.</param>
    /// <param name="options">Metadata, names of columns and classes, other tensor names; null for none.</param>
    /// <exception cref="ArgumentException">As for a path, or the stream cannot be written.</exception>
    public static void Save(ParameterStore parameters, Stream stream, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
            throw new ArgumentException("The stream cannot be written. Open it for writing.", nameof(stream));
        (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = Content(parameters, options);
        SafetensorsWriter.WriteChecked(stream, entries, metadata);
    }

    /// <summary>The same in memory: what <see cref="Save(ParameterStore, string, ModelSaveOptions?)"/> would write to a file.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="options">Metadata, names of columns and classes, other tensor names; null for none.</param>
    /// <exception cref="ArgumentException">As for a path.</exception>
    public static byte[] ToBytes(ParameterStore parameters, ModelSaveOptions? options = null)
    {
        using var stream = new MemoryStream();
        Save(parameters, stream, options);
        return stream.ToArray();
    }

    /// <summary>The parameters as entries of a file: a copy of one whole set.</summary>
    public static List<SafetensorsEntry> Entries(ParameterStore parameters) => Entries(parameters, rename: null);

    private static List<SafetensorsEntry> Entries(ParameterStore parameters, Func<string, string>? rename)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlyMemory<float> values = parameters.ToArray();
        var entries = new List<SafetensorsEntry>();
        foreach (ParameterInfo info in parameters.Description.Parameters)
        {
            long[] shape = [.. info.Shape.Select(dimension => (long)dimension)];
            entries.Add(SafetensorsEntry.Create(TensorName(info.Name, rename), values.Slice(info.Offset, info.Length), shape));
        }

        return entries;
    }

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Content(
        ParameterStore parameters, ModelSaveOptions? options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        List<SafetensorsEntry> entries = Entries(parameters, options?.Rename);
        if (entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"Rename gives the name '{twice.Key}' to {twice.Count()} parameters of {parameters.Description.Name}. Give each "
                    + "parameter a name of its own.",
                nameof(options));
        }

        return (entries, FileDeclaration.Metadata(parameters.Description, options?.Metadata, options?.Names));
    }

    private static string TensorName(string parameter, Func<string, string>? rename) => rename is null
        ? parameter
        : rename(parameter) is { Length: > 0 } name ? name : throw new ArgumentException(
            $"Rename gave no name for '{parameter}'. Return the tensor's name, or the name itself where it is the same.", nameof(rename));
}
