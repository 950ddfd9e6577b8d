using System.Collections.Immutable;

namespace LstmGen.Interchange.Structure;

/// <summary>What follows from a declaration: its elements with their widths, and the parameters, states and heads of the model.</summary>
internal sealed class DeclaredLayout
{
    private const int MostLayers = 128;

    private readonly List<ParameterInfo> _parameters = [];
    private readonly List<StateInfo> _states = [];
    private readonly List<CacheInfo> _caches = [];
    private readonly List<HeadInfo> _heads = [];
    private readonly List<DeclaredPart> _parts = [];
    private int _sourceWidth;
    private bool _causal = true;

    private DeclaredLayout()
    {
    }

    public IReadOnlyList<DeclaredPart> Parts => _parts;

    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    public IReadOnlyList<StateInfo> States => _states;

    public IReadOnlyList<CacheInfo> Caches => _caches;

    public IReadOnlyList<HeadInfo> Heads => _heads;

    public bool Causal => _causal;

    /// <summary>Values per step; 0 where the input is tokens.</summary>
    public int Features => _parts.Find(part => part.Element.Kind == "Features")?.Element.Int("Size") ?? 0;

    /// <summary>Values per sequence.</summary>
    public int StaticFeatures => _parts.Find(part => part.Element.Kind == "Features")?.Element.Int("Static") ?? 0;

    /// <summary>Tokens; 0 where the input is real values.</summary>
    public int Vocabulary => _parts.Find(part => part.Element.Kind == "Embedding")?.Inputs ?? 0;

    /// <summary>The encoder's class that a decoder names; null for none.</summary>
    public DeclaredElement? Source => _parts.Find(part => part.Element.Kind == "Source")?.Element;

    /// <summary>Lays out a model.</summary>
    /// <exception cref="FormatException">The declaration is malformed, or of a pair of models.</exception>
    public static DeclaredLayout Of(string declaration)
    {
        if (declaration.StartsWith("Encoder\n", StringComparison.Ordinal))
            throw new FormatException("it has the weights of a pair of encoder and decoder: save each model in a file of its own");
        var layout = new DeclaredLayout();
        DeclaredCheck.RequireModel(declaration);
        try
        {
            layout.Add(DeclaredElement.Read(declaration));
        }
        catch (OverflowException)
        {
            throw TooLarge();
        }

        return layout;
    }

    /// <summary>Throws where tensors are not those of the declaration.</summary>
    /// <exception cref="FormatException">One is missing, misshaped or left over.</exception>
    public void Require(IReadOnlyList<WeightTensor> tensors)
    {
        var byName = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach (WeightTensor tensor in tensors)
            byName[tensor.Name] = tensor;
        foreach (ParameterInfo info in _parameters)
        {
            if (!byName.Remove(info.Name, out WeightTensor? tensor))
                throw new FormatException($"it has no tensor '{InterchangeException.Printable(info.Name)}' "
                    + $"[{string.Join(", ", info.Shape)}], which its layers need");
            if (!tensor.Shape.SequenceEqual(info.Shape.Select(size => (long)size)))
                throw new FormatException($"tensor '{InterchangeException.Printable(info.Name)}' is [{string.Join(", ", tensor.Shape)}], "
                    + $"and its layers need [{string.Join(", ", info.Shape)}]");
        }

        if (byName.Keys.FirstOrDefault(name => Source is null || !name.StartsWith("bridge.", StringComparison.Ordinal)) is { } left)
            throw new FormatException($"tensor '{InterchangeException.Printable(left)}' belongs to no layer of the model");
    }

    private void Add(List<DeclaredElement> elements)
    {
        var names = new DeclaredNames();
        int width = 0, input = 0;
        var widths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int at, DeclaredElement element) in elements.Index())
        {
            string name = names.Next(element);
            int query = element.Kind == "Attention" && at + 1 < elements.Count && StateOf(elements[at + 1]) is { } size ? size : width;
            (int inputs, int outputs) = element.Kind switch
            {
                "Features" => (0, checked(Size(element, "Size") + Math.Max(element.Int("Static"), 0))),
                "Embedding" => (Size(element, "Vocabulary"), Size(element, "Size")),
                "ColumnEmbedding" => (width, checked(width - 1 + Size(element, "Size"))),
                "Source" => (0, _sourceWidth = element.Int("Width")),
                "Lstm" or "Gru" or "Rnn" or "Cell" => (width, Recurrent(element, name, width)),
                "Dense" => (width, Size(element, "Size")),
                "Conv1d" => (width, Convolution(element, name, width)),
                "LayerNorm" or "Dropout" or "Activation" or "SelfAttention" or "SequenceOutput" => (width, width),
                "Skip" => (width, Skip(element, width, Joined(element))),
                "Attention" => (width, Attention(element, name, width, query, StateOf(elements.ElementAtOrDefault(at + 1)) is not null)),
                "Regression" or "Classification" or "MultiLabel" or "Tagging" or "Ctc" => (width, Size(element, "Outputs")),
                "LanguageModel" => (width, Vocabulary),
                _ =>
                    throw new FormatException($"its model declares {InterchangeException.Printable(element.Kind)}, which is not known; "
                        + "use a newer LstmGen.Interchange"),
            };
            var part = new DeclaredPart(element, name, inputs, outputs);
            DeclaredCheck.Require(part, _parts, Joined(element), _sourceWidth);
            _parts.Add(part);
            AddPlain(part);
            if (part.IsHead)
                Head(part);
            else if (element.Kind != "Source")
                (width, widths[name]) = (outputs, outputs);
            if (part.IsInput || element.Kind == "ColumnEmbedding")
                input = outputs;
        }

        if (Features + Vocabulary == 0 || _heads.Count == 0)
            throw new FormatException("the declaration in its metadata has no input or no head");

        // Values per step of what a Skip joins with the layer before it.
        int Joined(DeclaredElement element) => element.Kind != "Skip" ? 0
            : element.Word("From", "") is { Length: > 0 } from ? widths.GetValueOrDefault(from) : input;
    }

    private void AddPlain(DeclaredPart part)
    {
        (DeclaredElement element, string name, int inputs, int outputs) = part;
        switch (element.Kind)
        {
            case "Embedding":
                Parameter($"{name}.weight", inputs, outputs);
                break;
            case "ColumnEmbedding":
                if (element.Int("Column") is var column && (column < 0 || column >= Features + StaticFeatures))
                    throw new FormatException($"the declaration in its metadata has ColumnEmbedding with Column = {column}, which is no "
                        + $"column of its {Features + StaticFeatures} features");
                Parameter($"{name}.weight", Size(element, "Vocabulary"), Size(element, "Size"));
                break;
            case "Dense":
                Linear(name, outputs, inputs, element.Bool("Bias", true));
                break;
            case "LayerNorm":
                Parameter($"{name}.weight", inputs);
                Parameter($"{name}.bias", inputs);
                break;
            case "SelfAttention":
                Parameter($"{name}.in_proj_weight", checked(3 * inputs), inputs);
                if (element.Bool("Bias", true))
                    Parameter($"{name}.in_proj_bias", 3 * inputs);
                Linear($"{name}.out_proj", inputs, inputs, element.Bool("Bias", true));
                _causal &= element.Bool("Causal");
                if (_causal)
                    _caches.Add(
                        new CacheInfo(
                            $"{name}.past", checked(2 * inputs), _caches.Count == 0 ? 0 : checked(_caches[^1].Offset + _caches[^1].Size)));
                break;
        }
    }

    private void Head(DeclaredPart part)
    {
        (DeclaredElement element, string name, int inputs, int outputs) = part;
        _heads.Add(new HeadInfo(name, outputs, part.Pooling == "EveryStep", TargetKind.Values) { Attention = part.Pooling == "Attention" });
        foreach (string known in (string[])["Outputs", "PerTarget", "Blank"]) // nothing here depends on them
            element.Has(known);
        if (element.Kind == "SequenceOutput")
            return;
        if (outputs < 1)
            throw new FormatException("the declaration in its metadata has a LanguageModel without an Embedding");
        if (part.Pooling == "Attention")
            Linear($"{name}.attention", 1, inputs, bias: true);
        if (!element.Bool("TieWeights"))
            Parameter($"{name}.weight", outputs, inputs);
        if (element.Bool("Bias", true))
            Parameter($"{name}.bias", outputs);
        if (!element.Bool("Crf"))
            return;
        Parameter($"{name}.transitions", outputs, outputs);
        Parameter($"{name}.start_transitions", outputs);
        Parameter($"{name}.end_transitions", outputs);
    }

    private static int Skip(DeclaredElement element, int width, int source)
    {
        if (source == 0)
            throw new FormatException("the declaration in its metadata has a Skip from a layer that is not there");
        return element.Word("Merge", "Concatenate") == "Concatenate" ? checked(width + source) : width;
    }

    private int Convolution(DeclaredElement element, string name, int width)
    {
        int filters = Size(element, "Filters"), kernel = Size(element, "Kernel");
        Parameter($"{name}.weight", filters, width, kernel);
        if (element.Bool("Bias", true))
            Parameter($"{name}.bias", filters);
        bool causal = element.Int("Stride", 1) == 1 && (kernel == 1 || element.Word("Padding", "Valid") == "Causal");
        if (causal && _causal && kernel > 1)
            State($"{name}.past", kernel - 1, width);
        _causal &= causal;
        return filters;
    }

    private int Attention(DeclaredElement element, string name, int width, int query, bool joins)
    {
        string score = element.Word("Score", "Dot");
        int size = element.Int("Size"), scored = element.Int("ScoreSize");
        if (score == "General")
        {
            Parameter($"{name}.key.weight", query, _sourceWidth);
        }
        else if (score == "Additive")
        {
            scored = scored > 0 ? scored : query;
            Parameter($"{name}.query.weight", scored, query);
            Parameter($"{name}.key.weight", scored, _sourceWidth);
            Parameter($"{name}.score.weight", 1, scored);
        }

        if (size > 0)
            Parameter($"{name}.output.weight", size, checked(_sourceWidth + width));
        return size > 0 && !joins ? size : checked(_sourceWidth + width);
    }

    private int Recurrent(DeclaredElement element, string name, int width)
    {
        int hidden = Size(element, "Hidden"), layers = element.Int("Layers", 1), directions = element.Bool("Bidirectional") ? 2 : 1;
        if (layers is < 1 or > MostLayers)
            throw new FormatException($"the declaration in its metadata has {layers} layers; a model has 1 to {MostLayers}");
        var layout = new RecurrentLayout(element, hidden);
        foreach ((string state, int size) in layout.States)
            State($"{name}.{state}", layers * directions, size);
        int output = layout.States[0].Size,
            outputs = directions == 2 && element.Word("Merge", "Concatenate") == "Concatenate" ? checked(2 * output) : output;
        for (int layer = 0; layer < layers; layer++)
        {
            for (int direction = 0; direction < directions; direction++)
            {
                foreach ((string parameter, int[] shape) in layout.Parameters(layer == 0 ? width : outputs))
                    Parameter(FormattableString.Invariant($"{name}.{parameter}_l{layer}{(direction == 0 ? "" : "_reverse")}"), shape);
            }
        }

        _causal &= directions == 1;
        return outputs;
    }

    // Units of h where it is a recurrent layer; null where not.
    private static int? StateOf(DeclaredElement? element) => element?.Kind is "Lstm" or "Gru" or "Rnn" or "Cell"
        ? element.Int("Projection") is > 0 and var projection ? projection : element.Int("Hidden") : null;

    private static int Size(DeclaredElement element, string property) => element.Int(property) is > 0 and var size ? size
        : throw new FormatException($"the declaration in its metadata has {element.Kind} without a {property} above 0");

    private void Linear(string name, int outputs, int inputs, bool bias)
    {
        Parameter($"{name}.weight", outputs, inputs);
        if (bias)
            Parameter($"{name}.bias", outputs);
    }

    private void Parameter(string name, params int[] shape)
    {
        int offset = _parameters.Count == 0 ? 0 : checked(_parameters[^1].Offset + _parameters[^1].Length);
        if (shape.Aggregate(1, (product, size) => checked(product * size)) > Array.MaxLength)
            throw TooLarge();
        _parameters.Add(new ParameterInfo(name, offset, [.. shape]));
    }

    private void State(string name, int count, int size)
    {
        int offset = _states.Count == 0 ? 0 : checked(_states[^1].Offset + _states[^1].Length);
        _ = checked(count * size);
        _states.Add(new StateInfo(name, count, size, offset));
    }

    private static FormatException TooLarge() => new("the declaration in its metadata has sizes that no array holds");
}
