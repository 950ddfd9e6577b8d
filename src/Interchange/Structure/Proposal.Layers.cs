namespace LstmGen.Interchange.Structure;

// What the model reads, and its layers in their order.
internal sealed partial class Proposal
{
    private void Input()
    {
        LayerSketch first = _layers[0];
        if (first.Kind == LayerKind.Embedding)
        {
            string name = Name(first, "embedding", out string named);
            _elements.Add(
                new ProposedElement(
                    Text($"Embedding({first.Inputs}, {first.Units}{named})"),
                    Text($"Embedding Size={first.Units} Vocabulary={first.Inputs}") + Behind(name, named), first, name));
            (_width, _vocabulary) = (first.Units, first.Inputs);
            return;
        }

        _width = _inputs > 0 ? _inputs : throw new FormatException("no layer says how many values a step has");
        _elements.Add(new ProposedElement(Text($"Features({_width})"), Text($"Features Size={_width}"), null, ""));
    }

    private void Add(LayerSketch layer)
    {
        RequireWidth(layer);
        bool perStep = layer.Kind is LayerKind.Dense or LayerKind.LayerNorm;
        if (_pooling.Length > 0 && layer.Kind != LayerKind.Dropout)
            throw new FormatException($"layer '{layer.Name}' stands behind the pooling, where a head alone can stand");
        if (_lastOfBoth && perStep)
            throw new FormatException($"layer '{layer.Name}' stands between the last states of a bidirectional layer and the head: a "
                + "declared layer acts on each step, where the reverse direction has other states");
        switch (layer.Kind)
        {
            case LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn:
                Recurrent(layer);
                break;
            case LayerKind.Dense:
                RequireDeclared(layer);
                Element(
                    layer, "dense", $"Dense({layer.Units}", Options(Activation(layer), Bias(layer)),
                    Text($"Dense{Of(Activation(layer))}{Of(Bias(layer))} Size={layer.Units}"));
                break;
            case LayerKind.Conv1d:
                RequireDeclared(layer);
                string padding = layer.Padding == "Valid" ? "" : $"Padding = Padding.{layer.Padding}",
                    stride = layer.Stride == 1 ? "" : Text($"Stride = {layer.Stride}");
                Element(layer, "conv", Text($"Conv1d({layer.Units}, {layer.Kernel}"),
                    Options(stride, padding, Activation(layer), Bias(layer)),
                    Text($"Conv1d{Of(Activation(layer))}{Of(Bias(layer))} Filters={layer.Units} ")
                        + Text($"Kernel={layer.Kernel}{Of(padding)}{Of(stride)}"));
                break;
            case LayerKind.Activation when _pooling.Length == 0:
                RequireDeclared(layer);
                _elements.Add(
                    new ProposedElement($"Activation(Activation.{layer.Activation})", $"Activation Function={layer.Activation}", null, ""));
                break;
            case LayerKind.LayerNorm:
                string epsilon = layer.Epsilon == 1e-5f ? "" : Text($"Epsilon = {layer.Epsilon}f");
                Element(layer, "norm", "LayerNorm(", Options(epsilon), Text($"LayerNorm Epsilon={layer.Epsilon}"));
                break;
            case LayerKind.Dropout when _pooling.Length > 0:
                _headDropout = layer.Dropout;
                break;
            case LayerKind.Dropout:
                if (layer.Dropout > 0)
                    _elements.Add(new ProposedElement(
                        Text($"Dropout({layer.Dropout}f{(layer.SharedOverTime ? ", SharedOverTime = true" : "")})"),
                        Text($"| Dropout Rate={layer.Dropout} SharedOverTime={(layer.SharedOverTime ? "true" : "false")}"), null, ""));
                break;
            case LayerKind.Pooling when _everyStep:
                _pooling = layer.Pooling;
                _attention = layer.Pooling == "Attention" ? layer : null;
                break;
            case LayerKind.Flatten when !_everyStep:
                break;
            default:
                throw new FormatException($"layer '{layer.Name}' ({layer.Kind}) cannot be declared at its place");
        }

        _width = layer.Outputs(_width);
    }

    private void Recurrent(LayerSketch layer)
    {
        if (!_everyStep)
            throw new FormatException($"layer '{layer.Name}' reads the last step of the layer before it alone");
        string layers = layer.Layers == 1 ? "" : Text($"Layers = {layer.Layers}"), both = layer.Bidirectional ? "Bidirectional = true" : "";
        string merge = layer.Merge == "Concatenate" ? "" : $"Merge = Merge.{layer.Merge}",
            projection = layer.Projection == 0 ? "" : Text($"Projection = {layer.Projection}");
        string reset = layer.ResetAfter ? "" : "ResetAfter = false", residual = layer.Residual ? "Residual = true" : "",
            relu = layer.Kind == LayerKind.Rnn && layer.Activation == "Relu" ? "Nonlinearity = Nonlinearity.Relu" : "";
        string peepholes = layer.Peepholes ? "Peepholes = true" : "", coupled = layer.CoupledGates ? "CoupledGates = true" : "";
        string input = layer.InputDropout > 0 ? Text($"InputDropout = {layer.InputDropout}f") : "",
            recurrent = layer.RecurrentDropout > 0 ? Text($"RecurrentDropout = {layer.RecurrentDropout}f") : "";
        Element(layer, layer.Kind.ToString().ToLowerInvariant(), Text($"{layer.Kind}({layer.Units}"),
            Options(layers, both, merge, Bias(layer), projection, peepholes, coupled, reset, residual, relu, input, recurrent),
            Text($"{layer.Kind}{Of(Bias(layer))}{Of(both)}{Of(coupled)} Hidden={layer.Units}{Of(layers)}{Of(merge)}")
                + $"{Of(peepholes)}{Of(projection)}{(relu.Length > 0 ? " Relu=true" : "")}{Of(reset)}{Of(residual)}");
        _everyStep = layer.EveryStep;
        _hasBoth |= layer.Bidirectional;
        _lastRow = layer.LastRow;
        (_lastOfBoth, _mergeOfBoth) = (layer.Bidirectional && !layer.EveryStep, layer.Merge);
    }

    private void RequireWidth(LayerSketch layer)
    {
        if (layer.Inputs == 0 || layer.Inputs == _width)
            return;
        string before = $"layer '{layer.Name}' reads {layer.Inputs} values a step, and the layer before it gives {_width}: ";
        throw new FormatException(
            _file.Sketch is not null
                ? before + "something stands between them"
                : $"{before}the file has the layers in the order {string.Join(", ", _layers.Select(one => $"'{one.Name}'"))}, "
                    + "which is that of __init__ and perhaps not that of forward, or something stands between them");
    }
}
