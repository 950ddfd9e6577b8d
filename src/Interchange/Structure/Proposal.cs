namespace LstmGen.Interchange.Structure;

/// <summary>Turns the layers of a file into a declaration.</summary>
internal sealed partial class Proposal
{
    private readonly WeightFile _file;
    private readonly List<ProposedElement> _elements = [];
    private readonly List<string> _unknown;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LayerSketch> _layers;
    private readonly int _inputs;
    private int _width, _vocabulary;
    private bool _everyStep = true, _lastOfBoth, _hasBoth, _lastRow;
    private string _pooling = "", _mergeOfBoth = "";
    private LayerSketch? _attention;
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
            return model with { IsGuessed = sketch.IsGuessed };
        }
        catch (FormatException e) when (e is not InterchangeException)
        {
            throw InterchangeException.At(
                file.Source,
                $"{e.Message.TrimEnd('.')}. No declaration is found that computes the same; declare the part that you need, and load it by "
                    + "WeightLoader.Load(model, path, new LoadOptions { Strict = false }), which has Prefix and Rename too.", e);
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
        if (_lastRow)
            _unknown.Add("the file gives the last step alone of both directions, where the reverse one has read one step: take the last "
                + "step of what Predict gives");

        var tensors = new List<WeightTensor>();
        var used = new HashSet<WeightTensor>();
        foreach (ProposedElement element in _elements.Where(element => element.Name.Length > 0))
        {
            foreach (WeightTensor tensor in _file.Tensors.Where(tensor => tensor.Layer == element.Layer!.Name))
            {
                used.Add(tensor);
                tensors.Add(tensor.Renamed($"{element.Name}.{Layered(element.Layer!, tensor.OwnName)}"));
            }
        }

        foreach (WeightTensor tensor in _file.Tensors.Where(tensor => tensor.Layer == _attention?.Name))
        {
            used.Add(tensor);
            tensors.Add(tensor.Renamed($"{_elements[^1].Name}.attention.{tensor.OwnName}"));
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

    /// <summary>A cell's parameters have no number of a layer, <c>weight_ih</c>; a layer's have.</summary>
    private static string Layered(LayerSketch layer, string name) =>
        layer.IsRecurrent && !name.Contains("_l", StringComparison.Ordinal) ? name + "_l0" : name;
}
