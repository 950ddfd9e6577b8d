using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>What is taken of each layer of a <c>state_dict</c> without that its names and shapes say it.</summary>
internal static class GuessedSettings
{
    /// <summary>A line for each such setting.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<LayerSketch> layers)
    {
        foreach (LayerSketch layer in layers)
        {
            if (Of(layer) is { } line)
                yield return line;
        }

        int last = layers.ToList().FindLastIndex(layer => layer.IsRecurrent);
        if (last >= 0 && layers[last].Bidirectional)
            yield return BothDirections(layers, last);
        if (layers is [.., { Kind: LayerKind.Dense } one, { Kind: LayerKind.Dense } other] && one.Inputs == other.Inputs)
            yield return $"whether '{other.Name}' reads what '{one.Name}' gives (taken), or both read the same, as two heads do: declare "
                + "both as heads then";
    }

    private static string? Of(LayerSketch layer) => layer.Kind switch
    {
        LayerKind.Rnn => $"whether '{layer.Name}' has tanh (taken) or relu (Nonlinearity = Nonlinearity.Relu)",
        LayerKind.LayerNorm => $"whether '{layer.Name}' is nn.LayerNorm (taken, with Epsilon = 1e-5f) or a normalization of the same "
            + "shapes that no declaration has, such as nn.GroupNorm or nn.BatchNorm1d without running statistics",
        LayerKind.Conv1d => $"padding, stride, dilation and groups of '{layer.Name}': Padding.Valid and Stride = 1 are taken; no "
            + "declaration has dilation or groups",
        LayerKind.Embedding when layer.Inputs == layer.Units && !IsCalledSo(layer.Name) => string.Create(CultureInfo.InvariantCulture,
            $"whether '{layer.Name}' is nn.Embedding (taken) or nn.Linear without bias: declare [Features({layer.Units})] and "
                + $"[Dense({layer.Inputs}, Bias = false, Name = ...)] then"),
        _ => null,
    };

    /// <summary>Whether the name says that a layer is an embedding.</summary>
    public static bool IsCalledSo(string name) => name.Contains("emb", StringComparison.OrdinalIgnoreCase);

    private static string BothDirections(IReadOnlyList<LayerSketch> layers, int last)
    {
        string name = layers[last].Name;
        if (last == layers.Count - 1)
            return $"which values of the bidirectional layer '{name}' the module gives: the class gives every step. "
                + "torch.cat((h_n[-2], h_n[-1]), 1) is the first half of the last row and the last half of the first row";
        LayerSketch? between = layers.Skip(last + 1).SkipLast(1).FirstOrDefault();
        return between is null
            ? $"which values of the bidirectional layer '{name}' the module reads: Pooling.Last (taken) is "
                + "torch.cat((h_n[-2], h_n[-1]), 1). y[:, -1] has the backward direction after one step; for that declare "
                + "Pooling = Pooling.EveryStep and take the last row"
            : $"which values of the bidirectional layer '{name}' the module reads: '{between.Name}' acts on each step, and the head "
                + "reads the last one, which is y[:, -1] (taken). No declaration has it behind torch.cat((h_n[-2], h_n[-1]), 1)";
    }
}
