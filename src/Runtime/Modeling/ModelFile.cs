using LstmGen.CompilerServices;
using LstmGen.Interchange;

namespace LstmGen;

/// <summary>Saves and loads a model's parameters as safetensors, by PyTorch's names and shapes.</summary>
/// <remarks>
/// A file says in its metadata which model wrote it and what that one computes, and has a checksum. PyTorch's safetensors reads it, and files that PyTorch
/// wrote, which have neither, load as well.
/// </remarks>
public static class ModelFile
{
    /// <summary>Writes all parameters, a whole set; the file is replaced in one step, so that a failure leaves the old one.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Strings of the caller's; keys that begin with <c>lstmgen.</c> are the library's.</param>
    /// <param name="names">What the columns of the input and the classes are called; null to leave it out.</param>
    /// <exception cref="ArgumentException">A key is the library's, or the names are not as many as the model has.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(ParameterStore parameters, string path, IReadOnlyDictionary<string, string>? metadata = null, ModelNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        SafetensorsWriter.WriteChecked(path, Entries(parameters), FileDeclaration.Metadata(parameters.Description, metadata, names));
    }

    /// <summary>The parameters as entries of a file: a copy of one whole set.</summary>
    public static List<SafetensorsEntry> Entries(ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ReadOnlyMemory<float> values = parameters.ToArray();
        var entries = new List<SafetensorsEntry>();
        foreach (ParameterInfo info in parameters.Description.Parameters)
        {
            long[] shape = [.. info.Shape.Select(dimension => (long)dimension)];
            entries.Add(SafetensorsEntry.Create(info.Name, values.Slice(info.Offset, info.Length), shape));
        }

        return entries;
    }

    /// <summary>Reads all parameters. Whoever predicts meanwhile uses the old ones or the new ones; a load that fails leaves the old ones.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="path">A safetensors file; tensors that the model does not have are an error.</param>
    /// <param name="rename">Turns a parameter's name into the file's, called once for each; null where they agree.</param>
    /// <param name="names">What columns and classes have to be called; null for any. Compared with what the file says, where it says something.</param>
    /// <param name="anyDeclaration">Whether a file is taken whose model computes something else from parameters of the same shapes.</param>
    /// <exception cref="SafetensorsException">
    /// The file is malformed or damaged; its names or shapes are not the model's; two parameters would read one tensor; a tensor does not hold real numbers, or
    /// holds one that is not finite; or the file comes from a model with another declaration or other <paramref name="names"/>.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="rename"/> gave no name.</exception>
    public static void Load(
        ParameterStore parameters, string path, Func<string, string>? rename = null, ModelNames? names = null, bool anyDeclaration = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Load(parameters, SafetensorsFile.Open(path), path, rename, names, anyDeclaration);
    }

    /// <summary>The same from a file that was read.</summary>
    internal static void Load(ParameterStore parameters, SafetensorsFile file, string path, Func<string, string>? rename, ModelNames? names, bool anyDeclaration)
    {
        ModelDescription description = parameters.Description;
        SafetensorsTensor[] tensors = ParameterTensors.Find(file, path, description, rename);
        FileDeclaration.Require(file, path, description, names, anyDeclaration);
        using ParameterWriting writing = parameters.BeginUpdate(); // nothing can fail from here on
        for (int i = 0; i < tensors.Length; i++)
        {
            ParameterInfo info = description.Parameters[i];
            tensors[i].CopyTo(writing.Values.Slice(info.Offset, info.Length));
        }
    }

    /// <summary>What the file at <paramref name="path"/> calls the columns and classes; empty where it does not say.</summary>
    /// <exception cref="SafetensorsException">The file is malformed or damaged.</exception>
    public static ModelNames ReadNames(string path) => FileDeclaration.NamesIn(SafetensorsFile.Open(path), path);
}
