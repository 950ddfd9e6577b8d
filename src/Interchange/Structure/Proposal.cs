using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>Turns the layers of a file into a declaration.</summary>
internal sealed class Proposal
{
    private readonly WeightFile _file;
    private readonly List<ProposedElement> _elements = [];
    private readonly List<string> _unknown;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LayerSketch> _layers;
    private readonly int _inputs;
    private int _width, _vocabulary;
    private bool _everyStep = true, _lastOfBoth, _hasBoth;
    private string _pooling = "";
    private float _headDropout;

    private Proposal(WeightFile file, ModelSketch sketch)
    {
        _file = file;
        _unknown = [.. sketch.Unknown];
        _inputs = sketch.Layers.FirstOrDefault(layer => layer.Inputs > 0)?.Inputs ?? 0;
        _layers = Folded(sketch.Layers);
    }

    /// <exception cref="InterchangeException">No declaration says what the file's model computes; the message says which layer. Or a tensor
    /// holds integers.</exception>
    public static ProposedModel Of(WeightFile file)
    {
        ModelSketch sketch = file.Sketch ?? SketchInference.Of(file.Tensors);
        try
        {
            if (sketch.NoChain is not null)
                throw new FormatException(sketch.NoChain);
            if (sketch.Layers.FirstOrDefault(layer => layer.Problem is not null)?.Problem is { } problem)
                throw new FormatException(problem);
            ProposedModel model = sketch.Declaration is not null
                ? DeclaredProposal.Of(file, sketch.Declaration)
                : new Proposal(file, sketch).Propose();
            foreach (WeightTensor tensor in model.Tensors)
                WeightCheck.RequireType(file.Source, tensor);
            return model;
        }
        catch (FormatException e) when (e is not InterchangeException)
        {
            throw InterchangeException.At(
                file.Source,
                $"{e.Message.TrimEnd('.')}. No declaration says what it computes; declare the part that you need, and load "
                    + "that with Prefix and Ignore.", e);
        }
    }

    private ProposedModel Propose()
    {
        if (_layers.Count == 0)
            throw new FormatException("it has no layers");
        if (_file.Sketch is null && !_layers.Exists(layer => layer.IsRecurrent))
            throw new FormatException(
                "its names and shapes show no recurrent layer (weight_ih_l0, weight_hh_l0): the module may have a cell of its own");
        int head = _layers.FindLastIndex(layer => layer.Kind is not (LayerKind.Dropout or LayerKind.Identity));
        bool hasHead = head > 0 && _layers[head].Kind == LayerKind.Dense && _layers.Take(head).Any(layer => layer.IsRecurrent);
        Input();
        for (int i = _vocabulary > 0 ? 1 : 0; i < (hasHead ? head : _layers.Count); i++)
            Add(_layers[i]);
        if (hasHead)
            Head(_layers[head]);
        else
            Outputs();

        var tensors = new List<WeightTensor>();
        var used = new HashSet<WeightTensor>();
        foreach (ProposedElement element in _elements.Where(element => element.Name.Length > 0))
        {
            foreach (WeightTensor tensor in _file.Tensors.Where(tensor => Prefix(tensor.Name) == element.Layer!.Name))
            {
                used.Add(tensor);
                tensors.Add(tensor.Renamed($"{element.Name}.{Layered(element.Layer!, tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..])}"));
            }
        }

        if (_file.Tensors.FirstOrDefault(tensor => !used.Contains(tensor)) is { } left)
            throw new FormatException($"tensor '{InterchangeException.Printable(left.Name)}' has no place in a declaration");
        string canonical = string.Join('\n', _elements.Select(element => element.Canonical).Prepend("Model"));
        DeclaredLayout.Of(canonical).Require(tensors);
        return new ProposedModel { File = _file, Elements = _elements, Unknown = _unknown, Tensors = tensors, Canonical = canonical };
    }

    /// <summary>Functions that stand alone become part of the layer before them; what does nothing is left out.</summary>
    private static List<LayerSketch> Folded(IReadOnlyList<LayerSketch> layers)
    {
        var folded = new List<LayerSketch>();
        foreach (LayerSketch layer in layers)
        {
            if (layer.Kind == LayerKind.Identity || layer is { Kind: LayerKind.Activation, Activation: "None" })
                continue;
            if (layer.Kind == LayerKind.Activation && folded.Count > 0
                && folded[^1] is { Kind: LayerKind.Dense or LayerKind.Conv1d, Activation: "None" } before)
                folded[^1] = before with { Activation = layer.Activation };
            else
                folded.Add(layer);
        }

        return folded;
    }

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
        if (layer.Inputs > 0 && layer.Inputs != _width)
            throw new FormatException($"layer '{layer.Name}' reads {layer.Inputs} values a step, and the layer before it gives {_width}: "
                + "something stands between them");
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
        _lastOfBoth = layer.Bidirectional && !layer.EveryStep;
    }

    private void Head(LayerSketch layer)
    {
        if (layer.Inputs > 0 && layer.Inputs != _width)
            throw new FormatException($"layer '{layer.Name}' reads {layer.Inputs} values a step, and the layer before it gives {_width}: "
                + "something stands between them");
        bool inferred = _file.Sketch is null;
        bool every = !inferred && _everyStep && _pooling.Length == 0;
        bool language = layer.Units == _vocabulary && layer.Bias && !_hasBoth && (inferred || (every && layer.Activation == "Softmax"));
        string kind = language
            ? "LanguageModel"
            : layer.Activation switch { "Softmax" => every ? "Tagging" : "Classification", "Sigmoid" => "MultiLabel", _ => "Regression" };
        string pooling = kind is "LanguageModel" or "Tagging"
            ? ""
            : every ? "Pooling = Pooling.EveryStep" : _pooling.Length > 0 ? $"Pooling = Pooling.{_pooling}" : "";
        string dropout = _headDropout > 0 ? Text($"Dropout = {_headDropout}f") : "";
        if (!layer.Bias && kind is "Tagging" or "LanguageModel")
            throw new FormatException($"layer '{layer.Name}' has no bias, which a head at every step has");
        if (layer.Activation is "Relu" or "Tanh")
            _unknown.Add($"the head '{layer.Name}' has {layer.Activation} behind it: apply that to what Predict gives");
        if (inferred)
            _unknown.Add(language ? $"'{layer.Name}' has an output for each token, so that a language model is declared: it gives "
                + "probabilities, the module gives their logarithms up to a constant"
                : $"what '{layer.Name}' is trained for: [Classification({layer.Units})] gives probabilities where it was "
                    + "nn.CrossEntropyLoss, [Regression] gives the outputs as they are");
        string size = language ? "(" : Text($"({layer.Units}");
        string poolingOf = kind is "Tagging" or "LanguageModel" ? " Pooling=EveryStep" : Of(pooling);
        int outputs = language ? 0 : layer.Units; // a language model has one for each token, and does not say so again
        Element(
            layer, "head", kind + size, Options(pooling, Bias(layer), dropout),
            Text($"{kind}{Of(Bias(layer))} Outputs={outputs}{poolingOf}"));
    }

    private void Outputs()
    {
        _elements.Add(new ProposedElement("SequenceOutput", "SequenceOutput", null, ""));
        if (!_everyStep || _pooling.Length > 0)
            _unknown.Add(
                _pooling.Length > 0
                    ? $"the model ends in a pooling ({_pooling}) over the steps: take it of the outputs"
                    : "the model gives the last step: take the last row of the outputs");
    }

    private void Element(LayerSketch layer, string usual, string start, string options, string canonical)
    {
        string name = Name(layer, usual, out string named);
        string arguments = options + named;
        string attribute = start.EndsWith('(') ? start + arguments.TrimStart(',', ' ') : start + arguments;
        _elements.Add(
            new ProposedElement(
                (attribute + ")").Replace("()", "", StringComparison.Ordinal), canonical + Behind(name, named), layer, name));
    }

    /// <summary>
    /// A name of letters, digits and underscores that no other layer has; <paramref name="named"/> sets it where it is not the usual one.
    /// </summary>
    private string Name(LayerSketch layer, string usual, out string named)
    {
        string own = layer.Name[(layer.Name.LastIndexOf('.') + 1)..];
        if (own.Length == 0 || own.All(char.IsAsciiDigit))
            own = layer.Name.Length == 0 ? usual : layer.Name;
        string name = new([.. own.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]);
        if (!char.IsAsciiLetter(name[0]))
            name = $"{usual}_{name.TrimStart('_')}";
        string free = name;
        for (int i = 2; !_names.Add(free.Replace("_", "", StringComparison.Ordinal)); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        bool first = !_elements.Exists(element => element.Name.Length > 0 && Usual(element.Layer!.Kind) == Usual(layer.Kind));
        named = free == usual && (first || usual == "head") ? "" : $", Name = \"{free}\"";
        return free;
    }

    /// <summary>A name as the description has it, among what computes nothing.</summary>
    private static string Behind(string name, string named) => named.Length == 0 ? "" : $" | Name=\"{name}\"";

    private static string Usual(LayerKind kind) => kind.ToString();

    private static void RequireDeclared(LayerSketch layer)
    {
        if (layer.Activation == "Softmax")
            throw new FormatException($"layer '{layer.Name}' has softmax and is not the head");
    }

    private static string Activation(LayerSketch layer) => layer.Activation == "None" ? "" : $"Activation = Activation.{layer.Activation}";

    private static string Bias(LayerSketch layer) => layer.Bias ? "" : "Bias = false";

    private static string Options(params string[] options) =>
        string.Concat(options.Where(option => option.Length > 0).Select(option => ", " + option));

    /// <summary>An option as the description has it: <c>Merge = Merge.Sum</c> is <c> Merge=Sum</c>.</summary>
    private static string Of(string option) =>
        option.Length == 0
            ? ""
            : " " + option[..option.IndexOf(' ', StringComparison.Ordinal)] + "=" + option[(option.LastIndexOfAny([' ', '.']) + 1)..];

    /// <summary>The prefix of a tensor's layer.</summary>
    private static string Prefix(string name) => name.LastIndexOf('.') is >= 0 and var dot ? name[..dot] : "";

    /// <summary>A cell's parameters have no number of a layer, <c>weight_ih</c>; a layer's have.</summary>
    private static string Layered(LayerSketch layer, string name) =>
        layer.IsRecurrent && !name.Contains("_l", StringComparison.Ordinal) ? name + "_l0" : name;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
