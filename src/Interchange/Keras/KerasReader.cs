using LstmGen.Interchange.Hdf5;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Keras;

/// <summary>Brings Keras' layers into PyTorch's layout, and says what their settings are in the words of the vocabulary.</summary>
internal static class KerasReader
{
    public static (List<WeightTensor> Tensors, ModelSketch? Sketch) Read(Hdf5Node root, KerasConfig? config, List<string> notes)
    {
        var weights = KerasWeights.Read(root, config);
        var tensors = new List<WeightTensor>();
        var sketches = new Dictionary<string, LayerSketch>(StringComparer.Ordinal);
        Dictionary<string, int>? ranks = config is null ? null : KerasChain.Ranks(config);
        foreach ((string name, string type, List<WeightTensor> own) in weights)
        {
            KerasLayer layer = config?.Layers.FirstOrDefault(one => one.Name == name) ?? new KerasLayer(name, type, null);
            List<WeightTensor> used = WithoutSeeds(name, own, notes);
            if (layer.Settings is null && used.Count == 0)
                continue;
            (List<WeightTensor> read, LayerSketch sketch) = Layer(layer, used);
            tensors.AddRange(read);
            sketches[name] = sketch;
        }

        if (config is null)
            notes.Add("the file has weights alone: activations and other settings are taken to be Keras' own defaults");
        LayerSketch[] layers = [.. config is null ? sketches.Values
            : config.Layers.Select(
                layer => sketches.TryGetValue(layer.Name, out LayerSketch? known) ? known : Layer(layer, []).Sketch)];
        notes.AddRange(sketches.Values.Concat(layers).Select(sketch => sketch.Problem).OfType<string>().Distinct());
        string? noChain = config is null ? null : KerasChain.Problem(config);
        if (noChain is not null)
            notes.Add($"no declaration says all of it: {noChain}");
        return (tensors, new ModelSketch
        {
            Layers = layers,
            HasSettings = config is not null,
            IsGuessed = config is null,
            NoChain = noChain,
            Unknown = config is null
                ? ["the file has weights alone: activations, dropout and which steps are returned"]
                : KerasChain.Unknown(config),
        });

        (List<WeightTensor> Tensors, LayerSketch Sketch) Layer(KerasLayer layer, List<WeightTensor> own)
        {
            (List<WeightTensor> read, LayerSketch sketch) = KerasLayers.Read(layer, own, ranks?.GetValueOrDefault(layer.Name, 3) ?? 3);
            return (read, config is not null && KerasChain.GivesEnd(config, layer) ? sketch with { EveryStep = false } : sketch);
        }
    }

    /// <summary>Without the states of random numbers, which are integers and serve training alone.</summary>
    private static List<WeightTensor> WithoutSeeds(string layer, List<WeightTensor> tensors, List<string> notes)
    {
        List<WeightTensor> used = [.. tensors.Where(
            tensor => tensor.IsFloatingPoint || !tensor.Name.Contains("seed_generator", StringComparison.Ordinal))];
        if (used.Count < tensors.Count)
            notes.Add($"the state of the random numbers of layer '{InterchangeException.Printable(layer)}' is left "
                + "out: it serves training alone");
        return used;
    }
}
