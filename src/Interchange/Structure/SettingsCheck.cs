using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>
/// Compares the settings of a file's layers with those of the declared layers that take their weights. Weights of the right shapes under
/// other settings (another epsilon, function, order of a GRU's reset) load without an error and compute something else.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>What differs first, in words; null where nothing does or the file does not say.</summary>
    public static string? Difference(WeightFile file, ModelDescription model, IReadOnlyList<LoadedParameter> loaded)
    {
        if (file.Sketch is not { HasSettings: true } sketch)
            return null;
        List<DeclaredElement> elements = [.. DeclaredElement.Read(model.Declaration).Where(element => element.HasParameters)];
        string[] prefixes = [.. model.Parameters.Select(parameter => parameter.Name.Split('.')[0]).Distinct()];
        if (elements.Count != prefixes.Length)
            return null;
        foreach ((string parameter, WeightTensor tensor) in loaded)
        {
            DeclaredElement element = elements[Array.IndexOf(prefixes, parameter.Split('.')[0])];
            if (sketch.Layers.FirstOrDefault(one => one.Name == tensor.Layer) is { } own && Difference(own, element) is { } difference)
                return $"layer '{InterchangeException.Printable(tensor.Layer)}' {difference}";
        }

        return null;
    }

    private static string? Difference(LayerSketch layer, DeclaredElement element)
    {
        string? Differs(string setting, string there, string here) =>
            there == here ? null : $"has {setting} = {there} in the file, and {here} in the declaration";
        string Word(bool truth) => truth ? "true" : "false";
        return (layer.Kind, element.Kind) switch
        {
            (LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn, "Lstm" or "Gru" or "Rnn") =>
                (layer.Bidirectional ? Differs("Merge", layer.Merge, element.Word("Merge", "Concatenate")) : null)
                ?? (layer.Kind == LayerKind.Gru
                    ? Differs("ResetAfter", Word(layer.ResetAfter), Word(element.Bool("ResetAfter", true)))
                    : null)
                ?? (layer.Kind == LayerKind.Rnn ? Differs("Nonlinearity", layer.Activation, element.Bool("Relu") ? "Relu" : "Tanh") : null),
            (LayerKind.Dense, "Dense") => Differs("Activation", layer.Activation, element.Word("Activation", "None")),
            (LayerKind.Conv1d, "Conv1d") => Differs("Activation", layer.Activation, element.Word("Activation", "None"))
                ?? Differs("Padding", layer.Padding, element.Word("Padding", "Valid"))
                ?? Differs("Stride", layer.Stride.ToString(CultureInfo.InvariantCulture), element.Word("Stride", "1")),
            (LayerKind.LayerNorm, "LayerNorm") => Differs("Epsilon", Text(layer.Epsilon), Text(element.Float("Epsilon", 1e-5f))),
            _ => null,
        };
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
