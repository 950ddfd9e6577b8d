using LstmGen.Serialization;

namespace LstmGen.Modeling;

/// <summary>Saves and loads a model's parameters as safetensors, by PyTorch's names and shapes.</summary>
public static class ModelFile
{
    /// <summary>Writes all parameters; the file is replaced in one step, so that a failure leaves the old one.</summary>
    public static void Save(ParameterStore parameters, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        SafetensorsWriter.Write(path, Entries(parameters), metadata);
    }

    /// <summary>The parameters as entries of a file.</summary>
    public static List<SafetensorsEntry> Entries(ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var entries = new List<SafetensorsEntry>();
        foreach (ParameterInfo info in parameters.Description.Parameters)
            entries.Add(SafetensorsEntry.Create(info.Name, parameters.Read(info.Name).ToArray(), Array.ConvertAll(info.Shape, dimension => (long)dimension)));
        return entries;
    }

    /// <summary>Reads all parameters; nothing changes unless every one is there with the right shape.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="path">A safetensors file; tensors that the model does not have are an error.</param>
    /// <param name="rename">Turns a parameter's name into the file's; null where they agree.</param>
    /// <exception cref="SafetensorsException">The file is malformed, or its names or shapes are not the model's.</exception>
    public static void Load(ParameterStore parameters, string path, Func<string, string>? rename = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        SafetensorsFile file = SafetensorsFile.Open(path);
        var used = new HashSet<string>();
        foreach (ParameterInfo info in parameters.Description.Parameters)
        {
            string name = rename?.Invoke(info.Name) ?? info.Name;
            if (!file.TryGet(name, out SafetensorsTensor? tensor))
                throw new SafetensorsException($"{path}: no tensor '{name}' for {info} of {parameters.Description.Name}; the file has {Names(file)}. Rename it, or give the layer that Name.");
            if (!HasShape(tensor, info.Shape))
                throw new SafetensorsException($"{path}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], but {parameters.Description.Name} declares {info}. Declare the sizes with which the file was written.");
            used.Add(name);
        }

        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (!used.Contains(tensor.Name))
                throw new SafetensorsException($"{path}: tensor '{tensor.Name}' belongs to no parameter of {parameters.Description.Name}. Remove it, or declare the layer that it belongs to.");
        }

        Span<float> values = parameters.Write();
        foreach (ParameterInfo info in parameters.Description.Parameters)
            file[rename?.Invoke(info.Name) ?? info.Name].CopyTo(values.Slice(info.Offset, info.Length));
    }

    private static bool HasShape(SafetensorsTensor tensor, int[] shape)
    {
        bool same = tensor.Shape.Length == shape.Length;
        for (int i = 0; same && i < shape.Length; i++)
            same = tensor.Shape[i] == shape[i];
        return same;
    }

    private static string Names(SafetensorsFile file) => string.Join(", ", file.Tensors.Take(8).Select(tensor => tensor.Name)) + (file.Tensors.Count > 8 ? ", ..." : "");
}
