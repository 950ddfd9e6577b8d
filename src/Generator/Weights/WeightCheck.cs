using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Weights;

/// <summary>Whether a file has the parameters of a model, and was saved by one that computes the same.</summary>
internal static class WeightCheck
{
    /// <summary>What does not fit, in words; null where all does.</summary>
    public static string? Problem(WeightHeader header, IReadOnlyList<ParameterPlan> parameters, string declaration)
    {
        if (header.Error is not null)
            return header.Error;
        var tensors = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (ParameterPlan parameter in parameters)
        {
            if (!tensors.TryGetValue(parameter.Name, out WeightTensorInfo? tensor))
                return $"it has no tensor '{parameter.Comment}'; it has "
                    + $"{string.Join(", ", header.Tensors.Take(8).Select(one => one.Name))}{(header.Tensors.Count > 8 ? ", ..." : "")}";
            if (tensor.Shape != string.Join(", ", parameter.Shape))
                return $"its tensor '{tensor.Name}' is [{tensor.Shape}], and the declaration needs [{string.Join(", ", parameter.Shape)}]";
            if (tensor.Type is not ("F32" or "F16" or "BF16" or "F64"))
                return $"its tensor '{tensor.Name}' holds {tensor.Type}, and weights are F32, F16, BF16 or F64";
        }

        var names = new HashSet<string>(parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        if (header.Tensors.FirstOrDefault(tensor => !names.Contains(tensor.Name)) is { } extra)
            return $"its tensor '{extra.Name}' belongs to no parameter";
        return header.Declaration is null ? null : Difference(header.Declaration, declaration);
    }

    // As ModelFile.Load compares: what stands behind | is for training only.
    private static string? Difference(string there, string here)
    {
        string[] left = Predicting(there), right = Predicting(here);
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            (string a, string b) = (i < left.Length ? left[i] : "nothing more", i < right.Length ? right[i] : "nothing more");
            if (a != b)
                return $"it was saved by a model that declares '{a}', and the class '{b}'";
        }

        return null;
    }

    private static string[] Predicting(string declaration) =>
        [.. declaration.Split('\n').Select(line => line.IndexOf('|') is >= 0 and var at ? line.Substring(0, at).TrimEnd() : line)
            .Where(line => line.Length > 0)];
}
