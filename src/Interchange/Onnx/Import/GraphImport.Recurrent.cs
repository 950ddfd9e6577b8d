using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes that are recurrent layers: weights, first states and lengths.
internal sealed partial class GraphImport
{
    private ImportValue? Recurrent(OnnxNode node, ImportValue[] inputs, FlowValue flow)
    {
        ConstantValue? Weight(int index, string name) => index >= inputs.Length || inputs[index] is UnknownValue { Why: "" } ? null
            : AsConstant(inputs[index])
                ?? throw new FormatException($"its {name} is no constant and folds to none; export the model with its weights");
        ConstantValue w = Weight(1, "W") ?? throw new FormatException("it has no W"),
            r = Weight(2, "R") ?? throw new FormatException("it has no R");
        ConstantValue? b = Weight(3, "B"), p = node.Op == "LSTM" ? Weight(7, "P") : null;
        bool coupled = Int(node, "input_forget", 0) == 1, stepsSecond = Int(node, "layout", 0) == 1;
        if (flow.Rank != 3
            || Reads(flow, stepsSecond ? [Axis.Batch, Axis.Time, Axis.Channel] : [Axis.Time, Axis.Batch, Axis.Channel]) is null)
            return new UnknownValue($"{Shown(node)} does not read the steps of a sequence one after another");
        LayerKind kind = node.Op switch { "LSTM" => LayerKind.Lstm, "GRU" => LayerKind.Gru, _ => LayerKind.Rnn };
        WeightTensor[] probe = [.. RecurrentWeights.Of(
            node.Op, "", 0, w.Tensor, r.Tensor, b?.Tensor, p?.Tensor, coupled)]; // checks the shapes
        int units = (int)r.Tensor.Shape[2], directions = (int)w.Tensor.Shape[0];
        string direction = node.Find("direction")?.Text ?? "forward";
        string activation = kind == LayerKind.Rnn ? node.Find("activations")?.Texts.FirstOrDefault() ?? "Tanh" : "None";
        AddLayer(
            new LayerSketch(kind, "")
            {
                Inputs = (int)w.Tensor.Shape[2], Units = units, Bidirectional = directions == 2, Bias = b is not null,
                ResetAfter = kind != LayerKind.Gru || Int(node, "linear_before_reset", 0) == 1,
                Activation = kind != LayerKind.Rnn ? "None" : activation == "Relu" ? "Relu" : "Tanh", Peepholes = p is not null,
                CoupledGates = coupled,
            },
            node, units * directions, [w, r, b, p],
            (name, layer) => RecurrentWeights.Of(node.Op, name, layer, w.Tensor, r.Tensor, b?.Tensor, p?.Tensor, coupled));
        if (Unkept(node, kind, direction, directions) is { } unkept)
            Problem(_layers[^1], unkept);
        if (States(inputs.Skip(5).Take(node.Op == "LSTM" ? 2 : 1)) is { } state)
            Problem(_layers[^1], state);
        if (inputs.Length > 4)
            Lengths(_layers[^1], inputs[4]);
        if (_layers.SkipLast(1).LastOrDefault(layer => layer.Sketch.IsRecurrent) is { } before
            && before.HasLengths != _layers[^1].HasLengths && (before.Sketch.Bidirectional || directions == 2))
            Problem(_layers[^1], "and the layer before it have not the same lengths: one of them reads the padding of shorter rows");
        int at = _layers.Count;
        var entries = Enumerable.Range(0, directions).Select(d => new StateEntry(at - 1, d));
        for (int i = 1; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
                Set(node.Outputs[i], new StatesValue([.. entries], stepsSecond, Cells: i == 2, at));
        }

        return new FlowValue(
            stepsSecond ? [Axis.Batch, Axis.Time, Axis.Direction, Axis.Channel] : [Axis.Time, Axis.Direction, Axis.Batch, Axis.Channel],
            at);
    }

    // What a layer starts from that is not zero, in words; a state that is an input may be given when the model predicts.
    private string? States(IEnumerable<ImportValue> states)
    {
        foreach (ImportValue state in states)
        {
            if (state is ConstantValue constant)
            {
                if (!Folding.AreZero(constant.Tensor))
                    return "starts from a state that was trained, which no declaration has; set InitialState";
                Consume(constant);
            }

            if (state is not (ConstantValue or ZerosValue or UnknownValue { Why: "" }) && !(state is InputValue && state != _sequence))
                return "starts from a state that the graph computes, such as that of another layer; a declared layer starts from zero, or "
                    + "from InitialState";
        }

        return null;
    }

    private void Lengths(LayerDraft layer, ImportValue lengths)
    {
        string? input = lengths switch
        {
            LengthsValue value => value.Input, InputValue value when value != _sequence => value.Name, _ => null,
        };
        layer.HasLengths = input is not null;
        if (input is not null && Uses(input) is { } other)
            Problem(layer, other);
        else if (lengths is LengthsValue { Offset: var offset } && offset != Shortened(_layers.Count - 1))
            Problem(layer, Shortened(_layers.Count - 1) is { } less and not 0
                ? "reads the lengths of before the convolution, whose windows reach into the padding of shorter rows; give it "
                    + $"lengths - {-less}"
                : "reads other lengths than those of the input of the graph, which a declared model gets with its sequences");
        else if (input is null && !IsEveryStep(lengths))
            Problem(layer, "has lengths of sequences that are no input of the graph; a declared model gets them with its sequences");
    }

    // As many as there are.
    private bool IsEveryStep(ImportValue lengths) => lengths switch
    {
        ConstantValue constant => FixedSteps > 0 && Longs(constant) is { } all && all.All(length => length == FixedSteps),
        SizesValue sizes => Item(sizes) is { } size && size.Is(Steps(_layers.Count)),
        UnknownValue { Why: "" } => true,
        _ => false,
    };

    /// <summary>Whether an operator has input 2, a bias, and it is no constant.</summary>
    private static bool HasComputedBias(ImportValue[] inputs) =>
        inputs.Length > 2 && inputs[2] is not (ConstantValue or UnknownValue { Why: "" });

    // The setting that no declaration says, in words.
    private static string? Unkept(OnnxNode node, LayerKind kind, string direction, int directions)
    {
        string[] plain = kind switch { LayerKind.Lstm => ["Sigmoid", "Tanh", "Tanh"], LayerKind.Gru => ["Sigmoid", "Tanh"], _ => [] };
        string[] functions = [.. node.Find("activations")?.Texts ?? []];
        bool own = kind == LayerKind.Rnn
            ? functions.Distinct().Count() > 1 || functions.Any(function => function is not ("Tanh" or "Relu"))
            : functions.Where((function, i) => function != plain[i % plain.Length]).Any();
        return own ? $"has activations = {string.Join(", ", functions.Select(Printable))}, which cannot be kept"
            : node.Find("clip") is { Float: > 0 and var clip } ? FormattableString.Invariant(
                $"has clip = {clip}, which bounds what goes into the gates and cannot be kept (CellClip bounds the cell)")
            : direction
                == "reverse" ? "has direction = reverse, which cannot be kept: turn the sequences round, or declare it Bidirectional"
            : (direction == "bidirectional") != (directions
                == 2) ? $"has direction = {Printable(direction)} and weights of {directions} directions"
            : null;
    }
}
