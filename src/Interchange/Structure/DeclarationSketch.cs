namespace LstmGen.Interchange.Structure;

/// <summary>The layers of a file that a declared model saved: it has the declaration in its metadata.</summary>
internal static class DeclarationSketch
{
    public const string Key = "lstmgen.declaration";

    public static ModelSketch Of(string declaration, IReadOnlyList<WeightTensor> tensors)
    {
        List<DeclaredElement> elements = DeclaredElement.Read(declaration);
        if (elements.Count == 0)
            return new ModelSketch { Layers = [], NoChain = "the declaration in its metadata has no layers" };
        List<string> names = Names(elements);
        string[] prefixes = [.. tensors.Select(tensor => tensor.Name.Split('.')[0]).Distinct()];
        if (!prefixes.Order(StringComparer.Ordinal).SequenceEqual(names.Where(name => name.Length > 0).Order(StringComparer.Ordinal)))
            return new ModelSketch { Layers = [], NoChain = "its tensors are not those of the declaration in its metadata" };
        int vocabulary = elements.Max(element => element.Whole("Vocabulary", 0));
        LayerSketch?[] layers = [.. elements.Select((element, i) => Layer(element, names[i], vocabulary))];
        int unknown = Array.FindIndex(layers, layer => layer is null);
        string? noChain = unknown >= 0 ? $"its model declares '{elements[unknown].Kind}' with options that only a declared model computes" : null;
        var chain = new List<LayerSketch>();
        foreach ((int i, LayerSketch? layer) in layers.Index())
        {
            if (layer is null)
                continue;
            string pooling = elements[i].Text("Pooling", layer.Kind == LayerKind.Dense && elements[i].Kind != "Dense" ? "Last" : "EveryStep");
            if (pooling is "Mean" or "Max")
                chain.Add(new LayerSketch(LayerKind.Pooling, "pooling") { Pooling = pooling, EveryStep = false });
            else if (pooling == "Last" && chain.FindLastIndex(one => one.IsRecurrent) is >= 0 and var last)
            {
                if (chain[last].Bidirectional && chain.Skip(last + 1).Any(one => one.Kind is not LayerKind.Dropout))
                    noChain ??= "a layer stands between the last states of a bidirectional layer and the head, which only a declared model computes";
                chain[last] = chain[last] with { EveryStep = false };
            }
            chain.Add(layer);
        }

        return new ModelSketch { Layers = chain, NoChain = noChain };
    }

    /// <summary>What the names of each element's parameters begin with: the given name, or the kind's, numbered from the second on.</summary>
    private static List<string> Names(List<DeclaredElement> elements)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (DeclaredElement element in elements)
        {
            string kind = element.Kind switch
            {
                "Embedding" or "Lstm" or "Gru" or "Rnn" or "Dense" => element.Kind.ToLowerInvariant(),
                "Conv1d" => "conv",
                "LayerNorm" => "norm",
                _ => "head",
            };
            int number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            names.Add(!element.HasParameters ? "" : element.Text("Name", number == 1 ? kind : FormattableString.Invariant($"{kind}{number}")));
        }

        return names;
    }

    private static LayerSketch? Layer(DeclaredElement element, string name, int vocabulary)
    {
        switch (element.Kind)
        {
            case "Features":
                return new LayerSketch(LayerKind.Identity, "input") { Inputs = element.Whole("Size", 0) };
            case "Embedding":
                return new LayerSketch(LayerKind.Embedding, name) { Inputs = element.Whole("Vocabulary", 0), Units = element.Whole("Size", 0) };
            case "Lstm" or "Gru" or "Rnn":
                if (((string[])["Peepholes", "LayerNorm", "CellClip", "CoupledGates", "Zoneout", "Residual"]).Any(element.Values.ContainsKey))
                    return null;
                return new LayerSketch(Enum.Parse<LayerKind>(element.Kind), name)
                {
                    Units = element.Whole("Hidden", 0), Layers = element.Whole("Layers", 1), Bidirectional = element.Truth("Bidirectional", false),
                    Merge = element.Text("Merge", "Concatenate"), Bias = element.Truth("Bias", true), Projection = element.Whole("Projection", 0),
                    ResetAfter = element.Truth("ResetAfter", true), Activation = element.Kind != "Rnn" ? "None" : element.Truth("Relu", false) ? "Relu" : "Tanh",
                };
            case "Dense":
                return new LayerSketch(LayerKind.Dense, name) { Units = element.Whole("Size", 0), Activation = element.Text("Activation", "None"), Bias = element.Truth("Bias", true) };
            case "Conv1d":
                return new LayerSketch(LayerKind.Conv1d, name)
                {
                    Units = element.Whole("Filters", 0), Kernel = element.Whole("Kernel", 1), Stride = element.Whole("Stride", 1), Padding = element.Text("Padding", "Valid"),
                    Activation = element.Text("Activation", "None"), Bias = element.Truth("Bias", true),
                };
            case "LayerNorm":
                return new LayerSketch(LayerKind.LayerNorm, name) { Epsilon = element.Number("Epsilon", 1e-5f) };
            case "Dropout":
                return new LayerSketch(LayerKind.Dropout, "dropout") { Dropout = element.Number("Rate", 0), SharedOverTime = element.Truth("SharedOverTime", false) };
            case "SequenceOutput":
                return new LayerSketch(LayerKind.Identity, "outputs");
            case "Regression" or "Classification" or "MultiLabel" or "Tagging" or "LanguageModel" when !element.Truth("Crf", false) && !element.Truth("TieWeights", false) && element.Text("Pooling", "") != "Attention":
                return new LayerSketch(LayerKind.Dense, name)
                {
                    Units = element.Kind == "LanguageModel" ? vocabulary : element.Whole("Outputs", 0), Bias = element.Truth("Bias", true),
                    Activation = element.Kind switch { "Regression" => "None", "MultiLabel" => "Sigmoid", _ => "Softmax" },
                };
            default:
                return null;
        }
    }
}
