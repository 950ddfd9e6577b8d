namespace LstmGen.Interchange.Keras;

/// <summary>Whether layers follow each other, one behind the other.</summary>
internal static class KerasChain
{
    /// <summary>Why the layers are no chain; null where they are.</summary>
    public static string? Problem(KerasConfig config)
    {
        var readBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KerasLayer layer in config.Layers)
        {
            if (layer.Reads.Count > 1)
                return $"layer '{layer.Name}' reads {string.Join(", ", layer.Reads.Take(8))}: the model is no chain of layers";
            foreach (string name in layer.Reads)
            {
                if (!readBy.TryAdd(name, layer.Name))
                    return $"layers '{readBy[name]}' and '{layer.Name}' read '{name}': the model is no chain of layers";
            }
        }

        for (int i = 1; i < config.Layers.Count; i++)
        {
            if (config.Layers[i].Reads is [var name] && name != config.Layers[i - 1].Name)
                return $"layer '{config.Layers[i].Name}' reads '{name}' and not the layer before it: the model is no chain of layers";
        }

        return config.Layers.Count(layer => layer.Class == "InputLayer") > 1 ? "the model has several inputs" : null;
    }

    /// <summary>Settings that are about the data and not about a layer.</summary>
    public static List<string> Unknown(KerasConfig config)
    {
        var unknown = new List<string>();
        foreach (KerasLayer layer in config.Layers)
        {
            if (layer.Class == "Masking" || (layer.Class == "Embedding" && layer.Settings!.Truth("mask_zero", false)))
                unknown.Add($"'{layer.Name}' masks padded steps: give each sequence without its padding");
            else if (layer.Class == "Embedding")
                unknown.Add($"'{layer.Name}' masks nothing: where the sequences were padded for training, pad them the same way here");
            if (layer.Settings?.Truth("stateful", false) == true)
                unknown.Add($"'{layer.Name}' is stateful: carry its state with a stream or FitOptions.CarryState");
        }

        return unknown;
    }
}
