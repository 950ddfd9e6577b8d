using System.Globalization;
using System.Text;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Onnx;

/// <summary>The single node of a case's graph.</summary>
internal sealed record OnnxNode(
    string Kind, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, string> Attributes)
{
    public static OnnxNode Read(string path)
    {
        // ModelProto.graph = 7, GraphProto.node = 1
        var graph = WireReader.Fields(File.ReadAllBytes(path)).Single(field => field.Number == 7).Bytes;
        var fields = WireReader.Fields(WireReader.Fields(graph).Single(field => field.Number == 1).Bytes).ToArray();
        string[] Strings(int number) => [.. fields.Where(f => f.Number == number).Select(f => Encoding.UTF8.GetString(f.Bytes.Span))];
        return new(
            Strings(4).Single(), Strings(1), Strings(2),
            fields.Where(f => f.Number == 5).Select(f => Attribute(f.Bytes)).ToDictionary(a => a.Name, a => a.Value));
    }

    public RecurrentLayer Layer(Dictionary<string, OnnxTensor> inputs)
    {
        int hidden = inputs["R"].Shape[2];
        RecurrentLayer layer = Kind switch
        {
            "LSTM" => new LstmLayer(hidden) { Peepholes = inputs.ContainsKey("P") },
            "GRU" => new GruLayer(hidden) { ResetAfter = Attributes.GetValueOrDefault("linear_before_reset") == "1" },
            "RNN" => new RnnLayer(hidden),
            _ => throw new InvalidDataException($"A node of kind {Kind} is not recurrent."),
        };
        return layer with { Bidirectional = inputs["W"].Shape[0] == 2, Bias = inputs.ContainsKey("B") };
    }

    public Dictionary<string, double[]> Parameters(ReferenceModel model, Dictionary<string, OnnxTensor> inputs)
    {
        string layer = model.Prefixes[0];
        // For each of PyTorch's gates, its place in ONNX.
        int[] order = Kind switch { "LSTM" => [0, 2, 3, 1], "GRU" => [1, 0, 2], _ => [0] };
        var parameters = new Dictionary<string, double[]>();
        for (int direction = 0; direction < inputs["W"].Shape[0]; direction++)
        {
            string suffix = RecurrentLayer.Suffix(0, direction);
            double[] Part(string input, int parts, int part)
            {
                var values = inputs[input].Values;
                int size = values.Length / (inputs["W"].Shape[0] * parts);
                return values.AsSpan(((direction * parts) + part) * size, size).ToArray();
            }

            parameters[$"{layer}.weight_ih{suffix}"] = Reorder(Part("W", 1, 0), order);
            parameters[$"{layer}.weight_hh{suffix}"] = Reorder(Part("R", 1, 0), order);
            if (inputs.ContainsKey("B"))
            {
                parameters[$"{layer}.bias_ih{suffix}"] = Reorder(Part("B", 2, 0), order);
                parameters[$"{layer}.bias_hh{suffix}"] = Reorder(Part("B", 2, 1), order);
            }

            if (inputs.ContainsKey("P"))
            {
                parameters[$"{layer}.weight_ci{suffix}"] = Part("P", 3, 0);
                parameters[$"{layer}.weight_co{suffix}"] = Part("P", 3, 1);
                parameters[$"{layer}.weight_cf{suffix}"] = Part("P", 3, 2);
            }
        }

        return parameters;
    }

    private static double[] Reorder(double[] gates, int[] order)
    {
        int size = gates.Length / order.Length;
        return [.. order.SelectMany(place => gates.AsSpan(place * size, size).ToArray())];
    }

    // AttributeProto: name = 1, i = 3, s = 4
    private static (string Name, string Value) Attribute(ReadOnlyMemory<byte> message)
    {
        string name = "", value = "";
        foreach (var field in WireReader.Fields(message))
        {
            if (field.Number == 1)
                name = Encoding.UTF8.GetString(field.Bytes.Span);
            else if (field.Number == 3)
                value = field.Value.ToString(CultureInfo.InvariantCulture);
            else if (field.Number == 4)
                value = Encoding.UTF8.GetString(field.Bytes.Span);
        }

        return (name, value);
    }
}
