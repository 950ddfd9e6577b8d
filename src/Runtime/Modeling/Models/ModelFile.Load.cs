using LstmGen.CompilerServices;
using LstmGen.Interchange;
using LstmGen.Training;

namespace LstmGen;

public static partial class ModelFile
{
    /// <summary>
    /// Reads all parameters. Whoever predicts meanwhile uses the old ones or the new ones; a load that fails leaves the old ones.
    /// </summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="path">A safetensors file; tensors that the model does not have are an error.</param>
    /// <param name="options">Other tensor names, names of columns and classes to compare, whether another declaration is taken; null for
    /// none of it.</param>
    /// <exception cref="SafetensorsException">
    /// The file is malformed, damaged or a checkpoint; its names or shapes are not the model's; two parameters would read one tensor; a
    /// tensor does not hold real numbers, or holds one that is not finite; or the file comes from a model with another declaration or other
    /// <see cref="ModelLoadOptions.Names"/>.
    /// </exception>
    /// <exception cref="ArgumentException"><see cref="ModelLoadOptions.Rename"/> gave no name, or there is no such
    /// <see cref="ModelLoadOptions.Precision"/>.</exception>
    /// <exception cref="InvalidOperationException">Another thread trains the parameters: load before or after.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(ParameterStore parameters, string path, ModelLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Load(parameters, SafetensorsFile.Open(path), path, options);
    }

    /// <summary>Reads the same from a stream, from its position to its end; the stream stays open.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="stream">A stream that can be read; it need not seek or know its length.</param>
    /// <param name="options">As for a path.</param>
    /// <exception cref="SafetensorsException">As for a path.</exception>
    /// <exception cref="ArgumentException">As for a path, or the stream cannot be read.</exception>
    /// <exception cref="InvalidOperationException">As for a path.</exception>
    public static void Load(ParameterStore parameters, Stream stream, ModelLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Load(parameters, SafetensorsFile.Read(stream, StreamName), StreamName, options);
    }

    /// <summary>Reads the same from memory.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="bytes">What a safetensors file holds, such as <see cref="ToBytes"/> gives.</param>
    /// <param name="options">As for a path.</param>
    /// <exception cref="SafetensorsException">As for a path.</exception>
    /// <exception cref="ArgumentException">As for a path.</exception>
    /// <exception cref="InvalidOperationException">As for a path.</exception>
    public static void Load(ParameterStore parameters, ReadOnlySpan<byte> bytes, ModelLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Load(parameters, SafetensorsFile.Read(bytes, BytesName), BytesName, options);
    }

    /// <summary>The same from a file that was read.</summary>
    internal static void Load(ParameterStore parameters, SafetensorsFile file, string source, ModelLoadOptions? options)
    {
        ModelDescription description = parameters.Description;
        if (options?.Precision is { } wanted)
        {
            Given.Member(wanted, nameof(options.Precision));
            ParameterStore.RequireSums(description, wanted);
        }

        if (RunFingerprint.IsCheckpoint(file.Metadata))
            throw new SafetensorsException(
                $"{source} is a checkpoint of a training, not the file of a model. Go on with the training (FitOptions.Checkpoint with "
                    + "Resume = true), then save the model.");
        SafetensorsTensor[] tensors = ParameterTensors.Find(file, source, description, options?.Rename);
        FileDeclaration.Require(file, source, description, options?.Names, options?.AnyDeclaration ?? false);
        using ParameterWriting writing = parameters.BeginUpdate(); // nothing can fail from here on
        for (int i = 0; i < tensors.Length; i++)
        {
            ParameterInfo info = description.Parameters[i];
            tensors[i].CopyTo(writing.Values.Slice(info.Offset, info.Length));
        }

        if (options?.Precision is { } precision)
            parameters.SetPrecision(precision);
    }

    /// <summary>The metadata of the file at <paramref name="path"/>, that of the library included; empty where there is none.</summary>
    /// <exception cref="SafetensorsException">The file is malformed or damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) => SafetensorsFile.Open(path).Metadata;

    /// <summary>The metadata of a file that is read from a stream, from its position to its end; the stream stays open.</summary>
    /// <exception cref="SafetensorsException">The content is malformed or damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream stream) => SafetensorsFile.Read(stream, StreamName).Metadata;

    /// <summary>The metadata of a file in memory.</summary>
    /// <exception cref="SafetensorsException">The content is malformed or damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(ReadOnlySpan<byte> bytes) =>
        SafetensorsFile.Read(bytes, BytesName).Metadata;

    /// <summary>What the file at <paramref name="path"/> calls the columns and classes; empty where it does not say.</summary>
    /// <exception cref="SafetensorsException">The file is malformed or damaged.</exception>
    public static ModelNames ReadNames(string path) => FileDeclaration.NamesIn(ReadMetadata(path), path);
}
