using System.Globalization;
using System.Text.RegularExpressions;

namespace LstmGen.Interchange.Structure;

/// <summary>What PyTorch's names and shapes say of a model: a <c>state_dict</c> has nothing else.</summary>
internal static partial class SketchInference
{
    private static readonly string[] Unsaid =
    [
        "a state_dict has names and shapes alone. Check the order of the layers, and functions, dropout and pooling between them",
        "whether the module returns every step (declare Pooling = Pooling.EveryStep) or the last one, and its loss",
    ];

    public static ModelSketch Of(IReadOnlyList<WeightTensor> tensors)
    {
        List<(string Prefix, List<WeightTensor> Tensors)> groups = Groups(tensors);
        int? firstInputs = groups.Select(group => Weight(group.Tensors, "weight_ih"))
            .FirstOrDefault(weight => weight is not null)?.Shape[^1] is { } size ? (int)size : null;
        bool recurrent = false;
        var layers = new List<LayerSketch>();
        foreach ((string prefix, List<WeightTensor> own) in groups)
        {
            // An embedding has as many columns as the layer behind it reads, a linear layer as many rows.
            List<WeightTensor>? plain =
                layers.Count == 0 && groups.Count > 1 && Weight(groups[1].Tensors, "weight_ih") is null ? groups[1].Tensors : null;
            int? inputs = recurrent ? null : plain is not null ? Reads(plain) : firstInputs;
            LayerSketch layer = Recurrent(prefix, own) ?? Plain(prefix, own, inputs, plain is null);
            recurrent |= layer.IsRecurrent;
            layers.Add(layer);
        }

        var unknown = new List<string>(Unsaid);
        unknown.AddRange(GuessedSettings.Of(layers));
        return new ModelSketch { Layers = layers, Unknown = unknown, IsGuessed = true };
    }

    private static List<(string Prefix, List<WeightTensor> Tensors)> Groups(IReadOnlyList<WeightTensor> tensors)
    {
        var groups = new List<(string Prefix, List<WeightTensor> Tensors)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (WeightTensor tensor in tensors)
        {
            if (!places.TryGetValue(tensor.Layer, out int place))
            {
                places.Add(tensor.Layer, place = groups.Count);
                groups.Add((tensor.Layer, []));
            }

            groups[place].Tensors.Add(tensor);
        }

        return groups;
    }

    private static LayerSketch? Recurrent(string prefix, List<WeightTensor> tensors)
    {
        if (Weight(tensors, "weight_ih") is not { Shape: [var rows, var inputs] }
            || Weight(tensors, "weight_hh") is not { Shape: [_, var state] })
            return null;
        WeightTensor? projection = Weight(tensors, "weight_hr");
        long units = projection is { Shape: [_, var hidden] } ? hidden : state;
        LayerKind kind = units == 0
            ? LayerKind.Other
            : ((double)rows / units) switch { 4 => LayerKind.Lstm, 3 => LayerKind.Gru, 1 => LayerKind.Rnn, _ => LayerKind.Other };
        List<WeightTensor> strange = [.. tensors.Where(tensor => !Part().IsMatch(tensor.OwnName))];
        if (kind == LayerKind.Other || strange.Count > 0)
            return Other(prefix, strange.Count > 0 ? strange[0] : tensors[0]);
        return new LayerSketch(kind, prefix)
        {
            Inputs = (int)inputs, Units = (int)units, Projection = projection is null ? 0 : (int)state,
            Layers =
                tensors.Max(
                    tensor =>
                        Part().Match(tensor.OwnName).Groups["layer"] is { Success: true } layer
                            ? int.Parse(layer.Value, CultureInfo.InvariantCulture) + 1
                            : 1),
            Bidirectional = tensors.Any(tensor => tensor.Name.EndsWith("_reverse", StringComparison.Ordinal)),
            Bias = tensors.Any(tensor => tensor.OwnName.StartsWith("bias_ih", StringComparison.Ordinal)),
            Activation = kind == LayerKind.Rnn ? "Tanh" : "None",
        };
    }

    private static int? Reads(List<WeightTensor> tensors) =>
        tensors.Find(tensor => tensor.OwnName == "weight")?.Shape switch
        {
            [_, var inputs, ..] => (int)inputs,
            [var size] => (int)size,
            _ => null,
        };

    private static LayerSketch Plain(string prefix, List<WeightTensor> tensors, int? nextInputs, bool squareToo)
    {
        WeightTensor? weight = tensors.Find(tensor => tensor.OwnName == "weight"), bias = tensors.Find(tensor => tensor.OwnName == "bias");
        int known = (weight is null ? 0 : 1) + (bias is null ? 0 : 1);
        if (weight is null || known < tensors.Count)
            return Other(prefix, tensors.Find(tensor => tensor.OwnName is not ("weight" or "bias")) ?? tensors[0]);
        return weight.Shape switch
        {
            [var rows, var columns] when bias is null
                && ((columns == nextInputs && (squareToo || rows != columns)) || GuessedSettings.IsCalledSo(prefix)) =>
                new LayerSketch(LayerKind.Embedding, prefix) { Inputs = (int)rows, Units = (int)columns },
            [var rows, var columns] =>
                new LayerSketch(LayerKind.Dense, prefix) { Inputs = (int)columns, Units = (int)rows, Bias = bias is not null },
            [var filters, var inputs, var kernel] =>
                new LayerSketch(
                    LayerKind.Conv1d, prefix) { Inputs = (int)inputs, Units = (int)filters, Kernel = (int)kernel, Bias = bias is not null },
            [var size] when bias is not null => new LayerSketch(LayerKind.LayerNorm, prefix) { Inputs = (int)size },
            _ => Other(prefix, weight),
        };
    }

    private static LayerSketch Other(string prefix, WeightTensor tensor) => new(LayerKind.Other, prefix)
    {
        Problem =
            $"tensor '{InterchangeException.Printable(tensor.Name)}' [{string.Join(", ", tensor.Shape)}] belongs to "
                + "no layer of the vocabulary",
    };

    private static WeightTensor? Weight(List<WeightTensor> tensors, string name) =>
        tensors.Find(tensor => tensor.OwnName is var own && (own == name || own == name + "_l0") && tensor.Shape.Length == 2);

    [GeneratedRegex("^(weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)(_l(?<layer>[0-9]{1,3})(_reverse)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
