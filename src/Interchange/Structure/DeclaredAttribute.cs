namespace LstmGen.Interchange.Structure;

/// <summary>An element of a declaration as the attribute that declares it.</summary>
internal static class DeclaredAttribute
{
    private static readonly Dictionary<string, string[]> Places = new(StringComparer.Ordinal)
    {
        ["Features"] = ["Size"], ["Embedding"] = ["Vocabulary", "Size"], ["ColumnEmbedding"] = ["Vocabulary", "Size"],
        ["Lstm"] = ["Hidden"], ["Gru"] = ["Hidden"], ["Rnn"] = ["Hidden"], ["Cell"] = ["Title", "Hidden"],
        ["Dense"] = ["Size"], ["Activation"] = ["Function"], ["Conv1d"] = ["Filters", "Kernel"], ["Dropout"] = ["Rate"],
        ["Regression"] = ["Outputs"], ["Classification"] = ["Outputs"],
        ["MultiLabel"] = ["Outputs"], ["Tagging"] = ["Outputs"], ["Ctc"] = ["Outputs"], ["Source"] = ["Name"],
    };

    private static readonly Dictionary<string, string> Enumerations = new(StringComparer.Ordinal)
    {
        ["Merge"] = "Merge", ["Padding"] = "Padding", ["Activation"] = "Activation", ["Function"] = "Activation", ["Pooling"] = "Pooling",
        ["Score"] = "AttentionScore", ["Bridge"] = "Bridge", ["LossKind"] = "RegressionLoss",
    };

    private static readonly HashSet<string> Singles = new(StringComparer.Ordinal)
    {
        "Rate", "Dropout", "InputDropout", "RecurrentDropout", "Zoneout", "CellClip", "ForgetBias", "Epsilon", "LabelSmoothing",
        "LossWeight", "Delta", "Quantile",
    };

    /// <summary>Throws where a value that the attribute's constructor takes is missing.</summary>
    /// <exception cref="FormatException">One is.</exception>
    public static void RequirePlaces(DeclaredElement element)
    {
        HashSet<string> given = [.. element.Values.Select(value => value.Key)];
        if (Places.GetValueOrDefault(element.Kind, []).FirstOrDefault(place => !given.Contains(place)) is { } missing)
            throw Missing(element, missing);
    }

    /// <exception cref="FormatException">A value is missing.</exception>
    /// <summary>
    /// The attribute as in C#, without brackets; what only a class of the caller's says is added to <paramref name="unknown"/>.
    /// </summary>
    public static string Of(DeclaredElement element, List<string> unknown)
    {
        string[] places = Places.GetValueOrDefault(element.Kind, []);
        Dictionary<string, string> values = element.Values.ToDictionary(StringComparer.Ordinal);
        bool fixedPooling = element.Kind is "Tagging" or "LanguageModel" or "Ctc";
        foreach (string gone in (string[])[.. fixedPooling ? ["Pooling"] : (string[])[],
            .. element.Kind == "LanguageModel" ? ["Outputs"] : (string[])[], .. element.Kind == "Source" ? ["Width"] : (string[])[]])
            values.Remove(gone);
        if (element.Kind is "Cell" && values.Remove("Equations"))
            unknown.Add(
                $"the class of the cell {Plain(element.Training("Title"))}: it is in your project or in a package such as LstmGen.Cells");
        string loss = "";
        if (values.Remove("Equation"))
        {
            unknown.Add("the class of the loss that trained the model: put its name in place of TheLoss");
            loss = ", Equation = typeof(TheLoss)";
            values.Remove("PerTarget");
            values["Outputs"] = FormattableString.Invariant($"{element.Int("Outputs") / Math.Max(1, element.Int("PerTarget", 1))}");
        }

        string[] arguments =
        [
            .. places.Select(
                place => Value(element, place, values.Remove(place, out string? value) ? value : throw Missing(element, place))),
            .. values.Select(value => Named(element, value.Key, value.Value)),
        ];
        string all = string.Join(", ", arguments) + loss;
        string attribute = element.Kind == "ColumnEmbedding" ? "Embedding" : element.Kind;
        return all.Length == 0 ? attribute : $"{attribute}({all})";
    }

    private static string Named(DeclaredElement element, string property, string value) => property switch
    {
        "Relu" => "Nonlinearity = Nonlinearity.Relu",
        "LossKind" => $"Loss = {Value(element, property, value)}",
        _ => $"{Plain(property)} = {Value(element, property, value)}",
    };

    private static string Value(DeclaredElement element, string property, string value) => property switch
    {
        "Title" => $"typeof({Plain(value)})",
        "From" => $"\"{Plain(value)}\"",
        "Name" => element.Kind == "Source" ? $"typeof({Plain(value)})" : $"\"{Plain(value)}\"",
        _ when Enumerations.TryGetValue(property, out string? type) => $"{type}.{Plain(value)}",
        _ when Singles.Contains(property) => Plain(value) + "f",
        _ => Plain(value),
    };

    // A word of letters, digits and signs of numbers, whatever the file has: it becomes code.
    private static string Plain(string value) =>
        new([.. value.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '+')]);

    private static FormatException Missing(DeclaredElement element, string property) =>
        new($"the declaration in its metadata has {element.Kind} without {property}");
}
