using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>
/// Reads the layers of a graph, node by node: each value is a constant, something about shapes, a state, or the values between two layers.
/// A node that is not understood ends the chain, and is named where its values are needed.
/// </summary>
internal sealed partial class GraphImport
{
    private readonly OnnxGraph _graph;
    private readonly long _opset;
    private readonly long _foldingLimit;
    private readonly Dictionary<string, ImportValue> _values = new(StringComparer.Ordinal);
    private readonly List<LayerDraft> _layers = [];
    private readonly HashSet<string> _consumed = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];
    private long _folded;

    private GraphImport(OnnxModel model, long fileLength)
    {
        _graph = model.Graph;
        _opset = model.Opsets.GetValueOrDefault("", 1);
        _foldingLimit = 8 * fileLength + (1 << 20);
    }

    /// <summary>Layers and tensors of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fileLength">Bytes of its file and of those beside it, a bound of what constants may grow to.</param>
    /// <exception cref="FormatException">A node is malformed; the message names it.</exception>
    public static (List<WeightTensor> Tensors, ModelSketch Sketch) Read(OnnxModel model, long fileLength) =>
        new GraphImport(model, fileLength).Read();

    private (List<WeightTensor> Tensors, ModelSketch Sketch) Read()
    {
        foreach (OnnxTensor tensor in _graph.Initializers)
            _values[tensor.Name] = OnnxTensor.Size(tensor.Type) > 0
                ? new ConstantValue(tensor, [tensor.Name])
                : new UnknownValue($"tensor '{Printable(tensor.Name)}' holds {tensor.Type}, which is not read");
        foreach (OnnxValue input in _graph.Inputs.Where(input => !_values.ContainsKey(input.Name)))
            _values[input.Name] = Input(input);
        _sequence = Sequence();
        foreach (OnnxNode node in _graph.Nodes)
        {
            try
            {
                Apply(node);
            }
            catch (FormatException e)
            {
                throw new FormatException($"{Shown(node)}: {e.Message}", e);
            }
        }

        string? noChain = Ends();
        Padding();
        (List<LayerSketch> layers, List<WeightTensor> tensors) = LayerNames.Finish(_layers);
        foreach ((string name, ImportValue value) in _values)
        {
            if (value is ConstantValue left && IsLeftOver(name, left))
                tensors.Add(new WeightTensor(name, OnnxTensor.Safetensors(left.Tensor.Type)!.Value, left.Tensor.Shape, left.Tensor.Data));
        }

        if (_sequence is not null && _inputWidth > 0 && layers is not [{ Kind: LayerKind.Embedding }, ..])
            layers.Insert(0, new LayerSketch(LayerKind.Identity, _sequence.Name) { Inputs = _inputWidth });
        if (Layout() is { } layout)
            _unknown.Add(layout);
        _unknown.Add("dropout, the loss and how weights were drawn, which an ONNX file does not have");
        return (tensors, new ModelSketch { Layers = layers, NoChain = noChain, Unknown = _unknown, HasSettings = true });
    }

    /// <summary>Weights of no layer that was understood keep their names; what was computed of them is no weight of its own.</summary>
    private bool IsLeftOver(string name, ConstantValue value) =>
        value.From is [var from] && from == name && !_consumed.Contains(name) && value.Tensor.Shape.Length > 0
            && IsReal(value.Tensor.Type) && value.Tensor.Count > 1;

    private static bool IsReal(OnnxType type) => type is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;

    /// <summary>Notes that a constant has its place, so that it is not left over.</summary>
    private void Consume(ConstantValue value) => _consumed.UnionWith(value.From);

    private static ImportValue Input(OnnxValue input)
    {
        bool real = IsReal(input.Type);
        int rank = input.Shape.IsDefault ? 0 : input.Shape.Length;
        if (input.Type == OnnxType.Bool)
            return new UnknownValue($"the input '{Printable(input.Name)}' is a mask, which may leave out steps within a row; a declared "
                + "model reads the first steps of each row, as many as its length. Give lengths in its place, or export without it");
        return !real && rank == 1 ? new LengthsValue(input.Name, 0, [Axis.Batch]) : new InputValue(input.Name, rank, real);
    }

    /// <summary>What is wrong with the outputs as the end of a chain; null where they are one.</summary>
    private string? Ends()
    {
        if (_graph.Outputs.Count == 0)
            return "its graph has no outputs";
        foreach ((int index, OnnxValue output) in _graph.Outputs.Index())
        {
            switch (_values.GetValueOrDefault(output.Name) is var value && value is EndFlow end ? Whole(end) : value)
            {
                case FlowValue { Scaled: { } scaled }:
                    return $"output '{Printable(output.Name)}' is what the batch normalization '{Printable(scaled.Node.Name)}' gives, and "
                        + "a declaration has none: it is read where a linear layer follows, whose weights take it in";
                case FlowValue flow when flow.After == _layers.Count: break;
                case MaskedFlow masked when masked.Flow.After == _layers.Count: break;
                case AttentionValue when index > 0:
                    _unknown.Add($"output '{Printable(output.Name)}', the weights of attention, which PredictWithAttention gives");
                    break;
                case StatesValue when index > 0:
                    _unknown.Add($"output '{Printable(output.Name)}', final states, which a declared model does not give as an output");
                    break;
                case StatesValue { Cells: false } states when states.After == _layers.Count && _layers.Count > 0
                    && states.Entries[^1].Layer == _layers.Count - 1:
                    if (states.Entries.Any(entry => entry.Layer != _layers.Count - 1))
                        return $"output '{Printable(output.Name)}' has the final states of several layers, and a declared model gives what "
                            + "its last layer computes";
                    TakeState(_layers.Count - 1);
                    break;
                case UnknownValue unknown: return unknown.Why;
                case FlowValue or MaskedFlow: return $"output '{Printable(output.Name)}' is taken from within: the graph has branches, "
                    + "and a declaration is a chain of layers";
                default: return $"output '{Printable(output.Name)}' does not come from a layer that is read";
            }
        }

        return _layers.Exists(layer => layer.Sketch.IsRecurrent) ? null : "it has no recurrent layer that is read";
    }

    private void Apply(OnnxNode node)
    {
        ImportValue[] inputs = [.. node.Inputs.Select(Value)];
        int needed = node.Op is "MatMul" or "Gemm" or "Add" or "Sub" or "LayerNormalization" or "Conv" or "Gather" or "GatherElements"
            or "Reshape" ? 2 : 0;
        if (inputs.Length < needed && node.Domain is "" or "ai.onnx" && !(node.Op == "Reshape" && node.Find("shape") is not null))
            throw new FormatException($"it has {inputs.Length} inputs, and {needed} are needed");
        ImportValue result = node.Domain is not ("" or "ai.onnx") ? Unread(node)
            : FirstUnknown(node, inputs) is { } before ? before
            : Constant(node, inputs) ?? PerRow(node, inputs) ?? Attention(node, inputs) ?? Masked(node, inputs)
                ?? Ended(node, inputs)
                ?? OfFlow(node, Array.ConvertAll(Unmasked(inputs), input => input is EndFlow end ? Whole(end) : input)) ?? Unread(node);
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0 && !(i > 0 && _values.ContainsKey(node.Outputs[i])))
                Set(
                    node.Outputs[i],
                    i == 0
                        ? result
                        : result is UnknownValue ? result : new UnknownValue($"{Shown(node)} has a further output, which is not read"));
        }
    }

    private ImportValue? OfFlow(OnnxNode node, ImportValue[] inputs) =>
        FirstUnknown(node, inputs) is { } unknown ? unknown
        : inputs.OfType<FlowValue>().FirstOrDefault(flow => flow.Scaled is not null)?.Scaled is { } scaled && !CommutesWithFactors(node)
        ? NotFolded(node, scaled)
        : Joins(node, inputs) ?? Layer(node, inputs) ?? View(node, inputs) ?? Sizes(node, inputs);

    // A row's own steps are those of before the mask.
    private static ImportValue[] Unmasked(ImportValue[] inputs) =>
        Array.ConvertAll(inputs, input => input is MaskedFlow masked ? masked.Flow : input);

    private ImportValue Value(string name) =>
        name.Length == 0
            ? new UnknownValue("")
            : _values.GetValueOrDefault(name) switch
            {
                FlowValue flow => Settled(flow),
                MaskedFlow masked => masked with { Flow = Settled(masked.Flow) },
                { } value => value,
                null => new UnknownValue($"the value '{Printable(name)}' comes from nowhere"),
            };

    private void Set(string name, ImportValue value) => _values[name] = value is ConstantValue constant && constant.From.IsEmpty
        ? constant with { Tensor = constant.Tensor with { Name = name }, From = [name] } : value;

    private static UnknownValue? FirstUnknown(OnnxNode node, ImportValue[] inputs) =>
        inputs.OfType<UnknownValue>()
            .FirstOrDefault(
                value =>
                    value.IsLoop || (value.Why.Length > 0 && node.Op is not ("Loop" or "Scan"))) is { } unknown && node.Op is not ("Shape"
                        or "If")
            ? unknown : null;

    private static UnknownValue Unread(OnnxNode node) => node.Op is "Loop" or "Scan"
        ? new(
            $"{Shown(node)} is a loop whose steps are not read: the exporter has taken a recurrent layer apart. Export it as LSTM, GRU "
                + "or RNN, or load the framework's own file", IsLoop: true)
        : new($"{Shown(node)} is not read" + node.Op switch
        {
            "NonZero" or "OneHot" => ". If it is part of torch.arange or of y.gather, export with opset_version=13 or above",
            "TopK" => ". If it sorts the rows by their lengths, export with pack_padded_sequence(..., enforce_sorted=True)",
            _ => "",
        });

    private static string Shown(OnnxNode node) =>
        $"node '{Printable(node.Name.Length > 0 ? node.Name : node.Outputs.Count > 0 ? node.Outputs[0] : "")}' "
            + $"({(node.Domain.Length > 0 ? Printable(node.Domain) + "." : "")}{Printable(node.Op)})";

    private static string Printable(string text) => InterchangeException.Printable(text);

    private static ConstantValue? AsConstant(ImportValue value) => value as ConstantValue;

    private static long[]? Longs(ImportValue value) =>
        value is ConstantValue { Tensor: { Type: OnnxType.Int64 or OnnxType.Int32 } tensor } ? Folding.Longs(tensor) : null;

    private static long[] Ints(OnnxNode node, string name) => node.Find(name) is { } attribute ? [.. attribute.Ints] : [];

    private static long Int(OnnxNode node, string name, long otherwise) => node.Find(name)?.Int ?? otherwise;

    private static ImmutableArray<string> From(params ReadOnlySpan<ConstantValue> values)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        foreach (ConstantValue value in values)
        {
            foreach (string name in value.From)
            {
                if (all.Count < 64 && !all.Contains(name))
                    all.Add(name);
            }
        }

        return all.ToImmutable();
    }
}
