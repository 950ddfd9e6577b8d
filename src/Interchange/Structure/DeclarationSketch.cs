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
        int vocabulary = elements.Max(element => element.Int("Vocabulary"));
        LayerSketch?[] layers = [.. elements.Select((element, i) => Layer(element, names[i], vocabulary))];
        int unknown = Array.FindIndex(layers, layer => layer is null);
        string? noChain = unknown >= 0 ? $"its model declares '{elements[unknown].Kind}' with options that only a declared model computes" : null;
        var chain = new List<LayerSketch>();
        foreach ((int i, LayerSketch? layer) in layers.Index())
        {
            if (layer is null)
                continue;
            string pooling = elements[i].Word("Pooling", layer.Kind == LayerKind.Dense && elements[i].Kind != "Dense" ? "Last" : "EveryStep");
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

    private static List<string> Names(List<DeclaredElement> elements)
    {
        var names = new DeclaredNames();
        return [.. elements.Select(element => names.Next(element) is var name && element.HasParameters ? name : "")];
    }

    private static LayerSketch? Layer(DeclaredElement element, string name, int vocabulary)
    {
        switch (element.Kind)
        {
            case "Features":
                return new LayerSketch(LayerKind.Identity, "input") { Inputs = element.Int("Size") };
            case "Embedding":
                return new LayerSketch(LayerKind.Embedding, name) { Inputs = element.Int("Vocabulary"), Units = element.Int("Size") };
            case "Lstm" or "Gru" or "Rnn":
                if (((string[])["Peepholes", "LayerNorm", "CellClip", "CoupledGates", "Zoneout", "Residual"]).Any(element.Has))
                    return null;
                return new LayerSketch(Enum.Parse<LayerKind>(element.Kind), name)
                {
                    Units = element.Int("Hidden"), Layers = element.Int("Layers", 1), Bidirectional = element.Bool("Bidirectional"),
                    Merge = element.Word("Merge", "Concatenate"), Bias = element.Bool("Bias", true), Projection = element.Int("Projection"),
                    ResetAfter = element.Bool("ResetAfter", true), Activation = element.Kind != "Rnn" ? "None" : element.Bool("Relu") ? "Relu" : "Tanh",
                };
            case "Dense":
                return new LayerSketch(LayerKind.Dense, name) { Units = element.Int("Size"), Activation = element.Word("Activation", "None"), Bias = element.Bool("Bias", true) };
            case "Conv1d":
                return new LayerSketch(LayerKind.Conv1d, name)
                {
                    Units = element.Int("Filters"), Kernel = element.Int("Kernel", 1), Stride = element.Int("Stride", 1), Padding = element.Word("Padding", "Valid"),
                    Activation = element.Word("Activation", "None"), Bias = element.Bool("Bias", true),
                };
            case "LayerNorm":
                return new LayerSketch(LayerKind.LayerNorm, name) { Epsilon = element.Float("Epsilon", 1e-5f) };
            case "Dropout":
                return new LayerSketch(LayerKind.Dropout, "dropout") { Dropout = element.TrainingFloat("Rate"), SharedOverTime = element.Training("SharedOverTime") == "true" };
            case "SequenceOutput":
                return new LayerSketch(LayerKind.Identity, "outputs");
            case "Regression" or "Classification" or "MultiLabel" or "Tagging" or "LanguageModel" when !element.Bool("Crf") && !element.Bool("TieWeights") && element.Word("Pooling", "") != "Attention":
                return new LayerSketch(LayerKind.Dense, name)
                {
                    Units = element.Kind == "LanguageModel" ? vocabulary : element.Int("Outputs"), Bias = element.Bool("Bias", true),
                    Activation = element.Kind switch { "Regression" => "None", "MultiLabel" => "Sigmoid", _ => "Softmax" },
                };
            default:
                return null;
        }
    }
}
