using System.Globalization;
using LstmGen.Interchange.Hdf5;

namespace LstmGen.Interchange.Keras;

/// <summary>
/// The tensors of each layer in Keras' order (kernel, recurrent kernel, bias; forward, then backward). A <c>.h5</c> file lists them as
/// <c>weight_names</c>; a <c>.keras</c> file numbers them, <c>layers/lstm/cell/vars/0</c>.
/// </summary>
internal static class KerasWeights
{
    // What a layer is made of, in the order of its weights.
    private static readonly string[] Parts = ["vars", "forward_layer", "backward_layer", "cell", "layer"];

    /// <summary>The tensors by layer, in the order of the file.</summary>
    public static List<(string Layer, string Class, List<WeightTensor> Tensors)> Read(Hdf5Node root, KerasConfig? config)
    {
        Hdf5Node weights = root.Find("model_weights") ?? root;
        if (Texts(weights, "layer_names") is { } names)
            return Listed(weights, names, config);
        Hdf5Node? layers = root.Find("layers") ?? root.Find("_layer_checkpoint_dependencies");
        return layers is { IsDataset: false } ? Numbered(root, layers, config)
            : throw new FormatException("it is HDF5 without 'layer_names' or 'layers', so that Keras did not write it");
    }

    private static List<(string Layer, string Class, List<WeightTensor> Tensors)> Listed(
        Hdf5Node weights, IReadOnlyList<string> names, KerasConfig? config)
    {
        var result = new List<(string, string, List<WeightTensor>)>();
        var read = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<string> also = weights.Names.Contains("top_level_model_weights") ? ["top_level_model_weights"] : [];
        foreach (string name in names.Concat(also))
        {
            if (!read.Add(name))
                throw new FormatException($"layer '{InterchangeException.Printable(name)}' is listed twice; save the model in Keras again");
            Hdf5Node group = weights.Find(name)
                ?? throw new FormatException(
                    $"it lists layer '{InterchangeException.Printable(name)}', which it does not hold; fetch the file again");
            var tensors = new List<WeightTensor>();
            foreach (string weight in Texts(group, "weight_names") ?? [])
                tensors.Add(
                    (group.Find(weight)
                        ?? throw new FormatException($"it lists tensor '{InterchangeException.Printable(weight)}', which it does not "
                            + "hold; fetch the file again")).Tensor(weight));
            result.Add((name, config?.Layers.FirstOrDefault(layer => layer.Name == name)?.Class ?? "", tensors));
        }

        return result;
    }

    private static List<(string Layer, string Class, List<WeightTensor> Tensors)> Numbered(
        Hdf5Node root, Hdf5Node layers, KerasConfig? config)
    {
        var result = new List<(string, string, List<WeightTensor>)>();
        var left = layers.Names.ToHashSet(StringComparer.Ordinal);
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var called = new Dictionary<string, string>(StringComparer.Ordinal); // what layers say that they are called, since Keras 3.7
        foreach (string path in left)
        {
            if (layers.Child(path)!.Find("vars")?.Text("name") is { } own)
                called[own] = path;
        }

        foreach (KerasLayer layer in config?.Layers ?? [])
        {
            // Paths count the layers of a class, whatever they are called: lstm, lstm_1.
            string snake = KerasLayer.Snake(layer.Class);
            int before = kinds.GetValueOrDefault(snake);
            kinds[snake] = before + 1;
            string path = called.GetValueOrDefault(layer.Name)
                ?? (before == 0 ? snake : string.Create(CultureInfo.InvariantCulture, $"{snake}_{before}"));
            if (!left.Remove(path))
                continue;
            result.Add((layer.Name, layer.Class, Collect(layers.Child(path)!, layer.Name)));
        }

        foreach (string path in left.Order(StringComparer.Ordinal))
            result.Add((path, "", Collect(layers.Child(path)!, path)));
        if (root.Find("vars") is { IsDataset: false, Names.Count: > 0 } model)
            result.Add(("vars", "", Vars(model, "vars")));
        return result;
    }

    private static List<WeightTensor> Collect(Hdf5Node node, string name)
    {
        if (node.IsDataset)
            return [node.Tensor(name)];
        var tensors = new List<WeightTensor>();
        foreach (string child in node.Names.OrderBy(one => Array.IndexOf(Parts, one) is >= 0 and var at ? at : Parts.Length)
            .ThenBy(one => one, StringComparer.Ordinal))
        {
            Hdf5Node inner = node.Child(child)!;
            tensors.AddRange(child == "vars" && !inner.IsDataset ? Vars(inner, $"{name}.vars") : Collect(inner, $"{name}.{child}"));
        }

        return tensors;
    }

    private static IEnumerable<string> Ordered(IEnumerable<string> names) =>
        names.OrderBy(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue)
            .ThenBy(name => name, StringComparer.Ordinal);

    private static List<WeightTensor> Vars(Hdf5Node vars, string name) =>
        [.. Ordered(vars.Names).Select(number => vars.Child(number)! is { IsDataset: true } data ? data.Tensor($"{name}.{number}")
            : throw new FormatException(
                $"'{InterchangeException.Printable($"{vars.Path}/{number}")}' is no dataset; save the model in Keras again"))];

    /// <summary>
    /// An attribute, which is cut into pieces where it is longer than HDF5 allows: <c>layer_names0</c>, <c>layer_names1</c>.
    /// </summary>
    private static IReadOnlyList<string>? Texts(Hdf5Node node, string name)
    {
        if (node.Texts(name) is { } whole)
            return whole;
        var texts = new List<string>();
        int piece = 0;
        while (node.Texts(string.Create(CultureInfo.InvariantCulture, $"{name}{piece}")) is { } part)
        {
            texts.AddRange(part);
            piece++;
        }

        return piece == 0 ? null : texts;
    }
}
