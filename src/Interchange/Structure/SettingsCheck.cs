using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>
/// Compares the settings of a file's layers with those of the declared layers that take their weights. Weights of the right shapes under
/// other settings (another epsilon, function, order of a GRU's reset) load without an error and compute something else.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>What differs first, in words; null where nothing does or the file does not say.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="loaded">Which tensor each parameter takes.</param>
    /// <param name="ignored">Tensors that the caller does not need.</param>
    /// <param name="notes">What differs where no declaration says it.</param>
    public static string? Difference(
        WeightFile file, ModelDescription model, IReadOnlyList<LoadedParameter> loaded, IReadOnlyList<WeightTensor> ignored,
        out IReadOnlyList<string> notes)
    {
        notes = [];
        if (file.Sketch?.Saved is { } saved)
            return SavedCheck.Difference(saved, model, loaded, ignored);
        if (file.Sketch is not { HasSettings: true } sketch)
            return null;
        List<DeclaredElement> all = DeclaredElement.Read(model.Declaration), elements = all.FindAll(element => element.HasParameters);
        string[] prefixes = [.. model.Parameters.Select(parameter => parameter.Name.Split('.')[0]).Distinct()];
        if (elements.Count != prefixes.Length)
            return null;
        var places = new Dictionary<DeclaredElement, SortedSet<int>>();
        foreach ((string parameter, WeightTensor tensor) in loaded)
        {
            DeclaredElement element = elements[Array.IndexOf(prefixes, parameter.Split('.')[0])];
            if (FlowCheck.Place(sketch, tensor) is not (>= 0 and var place))
                continue;
            if (Difference(sketch.Layers[place], element, sketch.NoChain is null) is { } difference)
                return $"layer '{InterchangeException.Printable(tensor.Layer)}' {difference}";
            if (!places.TryGetValue(element, out SortedSet<int>? own))
                places.Add(element, own = []);
            own.Add(place);
        }

        var flow = new FlowCheck(sketch, places);
        string? other = flow.Difference(all);
        notes = flow.Notes;
        return other;
    }

    private static string? Difference(LayerSketch layer, DeclaredElement element, bool isChain)
    {
        string? Differs(string setting, string there, string here) =>
            there == here ? null : $"has {setting} = {there} in the file, and {here} in the declaration";
        string Word(bool truth) => truth ? "true" : "false";
        string kind = FlowCheck.IsHead(element) ? nameof(LayerKind.Dense) : element.Kind;
        return (layer.Kind, element.Kind) switch
        {
            _ when layer.Kind.ToString() != kind => Differs("kind", layer.Kind.ToString(), kind),
            (LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn, _) =>
                (layer.Bidirectional ? Differs("Merge", layer.Merge, element.Word("Merge", "Concatenate")) : null)
                ?? (layer.Kind == LayerKind.Gru
                    ? Differs("ResetAfter", Word(layer.ResetAfter), Word(element.Bool("ResetAfter", true)))
                    : null)
                ?? (layer.Kind == LayerKind.Rnn ? Differs("Nonlinearity", layer.Activation, element.Bool("Relu") ? "Relu" : "Tanh") : null)
                ?? Differs("CellClip", "0", element.Word("CellClip", "0"))
                ?? Differs("Zoneout", "0", element.Word("Zoneout", "0"))
                ?? (isChain ? Differs("Residual", Word(layer.Residual), Word(element.Bool("Residual"))) : null),
            (LayerKind.Conv1d, "Conv1d") => Differs("Padding", layer.Padding, element.Word("Padding", "Valid"))
                ?? Differs("Stride", layer.Stride.ToString(CultureInfo.InvariantCulture), element.Word("Stride", "1")),
            (LayerKind.LayerNorm, "LayerNorm") => Differs("Epsilon", Text(layer.Epsilon), Text(element.Float("Epsilon", 1e-5f))),
            _ => null,
        };
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
