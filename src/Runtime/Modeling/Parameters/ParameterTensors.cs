using LstmGen.Interchange;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Finds the tensor of each parameter in a file, and checks all of them before anything is changed.</summary>
internal static class ParameterTensors
{
    /// <summary>The tensors in the order of the parameters.</summary>
    public static SafetensorsTensor[] Find(SafetensorsFile file, string path, ModelDescription model, Func<string, string>? rename)
    {
        var tensors = new SafetensorsTensor[model.Parameters.Length];
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < tensors.Length; i++)
        {
            ParameterInfo info = model.Parameters[i];
            string name = rename is null ? info.Name : rename(info.Name)
                ?? throw new ArgumentException(
                    $"Rename gave no name for '{info.Name}'. Return the name of the tensor in {path}, or the name "
                        + "itself where it is the same.", nameof(rename));
            if (users.TryGetValue(name, out string? user))
                throw new SafetensorsException($"{path}: '{user}' and '{info.Name}' of {model.Name} would both read tensor '{name}'. Let "
                    + "Rename give each parameter a tensor of its own.");
            users.Add(name, info.Name);
            tensors[i] = Required(file, path, model, info, name);
        }

        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (!users.ContainsKey(tensor.Name))
                throw new SafetensorsException($"{path}: tensor '{tensor.Name}' belongs to no parameter of {model.Name}. Remove it, or "
                    + "declare the layer that it belongs to.");
        }

        for (int i = 0; i < tensors.Length; i++)
            RequireFinite(tensors[i], path);
        return tensors;
    }

    private static SafetensorsTensor Required(SafetensorsFile file, string path, ModelDescription model, ParameterInfo info, string name)
    {
        if (!file.TryGet(name, out SafetensorsTensor? tensor))
            throw new SafetensorsException($"{path}: no tensor '{name}' for {info} of {model.Name}; the file has {Names(file)}. Rename "
                + "it, or give the layer that Name.");
        if (!HasShape(tensor, info))
            throw new SafetensorsException($"{path}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], but {model.Name} "
                + $"declares {info}. Declare the sizes with which the file was written.");
        if (tensor.Type is not (SafetensorsType.F64 or SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16))
            throw new SafetensorsException($"{path}: tensor '{name}' has type {tensor.Type.Name()}; parameters are real numbers. "
                + "Quantized or integer weights need their scales: convert the tensor to F32 before it is saved.");
        return tensor;
    }

    private static void RequireFinite(SafetensorsTensor tensor, string path)
    {
        int at = NonFinite.FirstIndex(tensor.Type == SafetensorsType.F32 ? tensor.AsSpan<float>() : tensor.ToSingles());
        if (at >= 0)
            throw new SafetensorsException($"{path}: value {at} of tensor '{tensor.Name}' is not finite in single precision. The "
                + "training that wrote it has diverged, or the file is damaged: load an earlier one.");
    }

    private static bool HasShape(SafetensorsTensor tensor, ParameterInfo info)
    {
        bool same = tensor.Shape.Length == info.Shape.Length;
        for (int i = 0; same && i < info.Shape.Length; i++)
            same = tensor.Shape[i] == info.Shape[i];
        return same;
    }

    private static string Names(SafetensorsFile file) =>
        string.Join(", ", file.Tensors.Take(8).Select(tensor => tensor.Name)) + (file.Tensors.Count > 8 ? ", ..." : "");
}
