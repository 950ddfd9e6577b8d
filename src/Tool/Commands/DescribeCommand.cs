using System.CommandLine;
using System.Globalization;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen describe FILE</c>: the layers with their sizes and settings.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        Argument<string> path = Arguments.Model();
        Option<string?> entry = Arguments.Entry();
        var command = new Command(
            "describe", "Shows the layers of a file with their sizes, settings and numbers of parameters.") { path, entry };
        command.SetAction(parsed =>
        {
            WeightFile file = Arguments.Open(parsed, path, entry);
            Layers(file);
            FileNotes.Write(file);
            return ExitCodes.Success;
        });
        return command;
    }

    public static void Layers(WeightFile file)
    {
        ModelSketch sketch = file.Sketch ?? SketchInference.Of(file.Tensors);
        if (sketch.Declaration is { } declaration)
        {
            Declared(file, declaration);
            return;
        }

        Screen.Line(file.Sketch is null ? "layers, by the names and shapes of their tensors" : "layers");
        foreach (LayerSketch layer in sketch.Layers)
        {
            long parameters = file.Tensors.Where(tensor => tensor.Layer == layer.Name).Sum(tensor => (long)tensor.Count);
            Screen.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {(layer.Name.Length == 0 ? "(no name)" : layer.Name),-24} {Text(layer),-48} {parameters,12:n0} parameters"));
        }

        if (sketch.NoChain is not null)
            Screen.Line($"note: {sketch.NoChain}");
    }

    private static void Declared(WeightFile file, string declaration)
    {
        Screen.Line("layers, as the model that saved the file declares them");
        foreach (DeclaredPart part in DeclaredLayout.Of(declaration).Parts)
        {
            long parameters = part.Name.Length == 0
                ? 0
                : file.Tensors.Where(tensor => tensor.Name.StartsWith(part.Name + ".", StringComparison.Ordinal))
                    .Sum(tensor => (long)tensor.Count);
            Screen.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {part.Name,-24} {DeclaredAttribute.Of(part.Element, []),-48} {parameters,12:n0} parameters"));
        }
    }

    private static string Text(LayerSketch layer) => layer.Kind switch
    {
        LayerKind.Other => layer.Problem ?? "not known",
        LayerKind.Dropout => string.Create(CultureInfo.InvariantCulture, $"Dropout({layer.Dropout})"),
        LayerKind.Identity or LayerKind.Flatten => layer.Kind.ToString(),
        LayerKind.Activation => layer.Activation,
        LayerKind.Pooling => layer.Pooling,
        LayerKind.LayerNorm => string.Create(CultureInfo.InvariantCulture, $"LayerNorm, epsilon {layer.Epsilon}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{layer.Kind}({(layer.Inputs > 0 ? $"{layer.Inputs} to " : "")}{layer.Units})")
            + (layer.Layers > 1 ? string.Create(CultureInfo.InvariantCulture, $", {layer.Layers} layers") : "")
            + (layer.Bidirectional ? $", both directions ({layer.Merge})" : "")
            + (layer.Activation != "None" ? $", {layer.Activation}" : "") + (layer.Bias ? "" : ", no bias")
            + (layer.EveryStep ? "" : ", last step"),
    };
}
