using LstmGen.Interchange.Onnx.Export;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>
/// A file that <see cref="OnnxExport"/> wrote: its constants are the parameters, some of them transposed or put together for an operator.
/// </summary>
internal static class OwnFile
{
    private const string Transposed = ".T";

    public static bool Is(OnnxModel model) =>
        model.Producer == OnnxModelWriter.Producer && model.Metadata.ContainsKey(DeclarationSketch.Key);

    /// <exception cref="FormatException">Weights do not fit together.</exception>
    public static (List<WeightTensor> Tensors, ModelSketch Sketch) Read(OnnxModel model)
    {
        var tensors = new List<WeightTensor>();
        Dictionary<string, OnnxTensor> constants =
            model.Graph.Initializers.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (OnnxValue input in model.Graph.Inputs)
            constants.Remove(input.Name); // values where an input is not given
        foreach (OnnxNode node in model.Graph.Nodes.Where(node => node.Op is "LSTM" or "GRU" or "RNN"))
        {
            int split = node.Input(1).LastIndexOf(".W_l", StringComparison.Ordinal);
            if (split < 0
                || !int.TryParse(
                    node.Input(1)[(split + 4)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                    out int layer)
                || Take(1) is not { } w || Take(2) is not { } r)
                throw new FormatException(
                    $"node '{InterchangeException.Printable(node.Name)}' ({node.Op}) has no constant weights; save the file again");
            tensors.AddRange(
                RecurrentWeights.Of(
                    node.Op, node.Input(1)[..split], layer, w, r, Take(3), node.Op == "LSTM" ? Take(7) : null,
                    node.Find("input_forget")?.Int == 1));

            OnnxTensor? Take(int input) => constants.Remove(node.Input(input), out OnnxTensor? tensor) ? tensor : null;
        }

        foreach (OnnxTensor tensor in constants.Values.Where(tensor => tensor.Type == OnnxType.Float && tensor.Shape.Length > 0))
        {
            bool turned = tensor.Name.EndsWith(Transposed, StringComparison.Ordinal);
            OnnxTensor value = turned ? Folding.Transpose(tensor, [1, 0]) : tensor;
            tensors.Add(new WeightTensor(turned ? tensor.Name[..^Transposed.Length] : tensor.Name,
                OnnxTensor.Safetensors(value.Type)!.Value, value.Shape, value.Data)
            {
                Change = turned ? "transposed" : "",
            });
        }

        return (tensors, DeclarationSketch.Of(model.Metadata[DeclarationSketch.Key], tensors));
    }
}
