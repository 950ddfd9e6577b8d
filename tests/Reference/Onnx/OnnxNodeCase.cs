using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Onnx;

/// <summary>A node conformance case of ONNX (a model of one LSTM, GRU or RNN node) in the reference's terms.</summary>
/// <remarks>
/// ONNX orders the gates of an LSTM i, o, f, c and of a GRU z, r, h, the peepholes i, o, f; inputs are X [T, B, I],
/// W [directions, gates * H, I], R, B [directions, 2 * gates * H], sequence_lens, initial_h, initial_c, P.
/// </remarks>
public sealed class OnnxNodeCase
{
    private OnnxNodeCase(
        string name, ReferenceModel model, Dictionary<string, double[]> parameters, ReferenceData data,
        IReadOnlyDictionary<string, OnnxTensor> expected)
    {
        (Name, Model, Parameters, Data, Expected) = (name, model, parameters, data, expected);
    }

    /// <summary>Name of the case's folder.</summary>
    public string Name { get; }

    /// <summary>The declaration.</summary>
    public ReferenceModel Model { get; }

    /// <summary>Parameters in PyTorch's order.</summary>
    public Dictionary<string, double[]> Parameters { get; }

    /// <summary>The batch.</summary>
    public ReferenceData Data { get; }

    /// <summary>Expected outputs by the node's output names: Y, Y_h, Y_c.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Expected { get; }

    /// <summary>Reads <c>model.onnx</c> and <c>test_data_set_0</c> in <paramref name="folder"/>.</summary>
    public static OnnxNodeCase Read(string folder)
    {
        var node = OnnxNode.Read(Path.Combine(folder, "model.onnx"));
        string data = Path.Combine(folder, "test_data_set_0");
        var inputs = Tensors(data, "input", node.Inputs);
        var expected = Tensors(data, "output", node.Outputs);
        var model = new ReferenceModel(
            "OnnxNode", new FeaturesInput(inputs["X"].Shape[2]), [node.Layer(inputs)], [new SequenceOutputHead()]);
        return new(Path.GetFileName(folder), model, node.Parameters(model, inputs), Batch(model, inputs), expected);
    }

    // An empty name stands for an input that is not given; it has no file.
    private static Dictionary<string, OnnxTensor> Tensors(string folder, string kind, IReadOnlyList<string> names) => names
        .Where(name => name.Length > 0)
        .Select((name, file) => (name, Tensor: OnnxTensor.Read(Path.Combine(folder, $"{kind}_{file}.pb"))))
        .ToDictionary(pair => pair.name, pair => pair.Tensor);

    private static ReferenceData Batch(ReferenceModel model, Dictionary<string, OnnxTensor> inputs)
    {
        var x = inputs["X"];
        int time = x.Shape[0], batch = x.Shape[1];
        string layer = model.Prefixes[0];
        Dictionary<string, double[]> State(string name) => inputs.TryGetValue(name, out var s) ? new() { [layer] = s.Values } : [];
        return new()
        {
            Batch = batch,
            Time = time,
            Values = Golden.BatchOrder.Swap(x.Values, time, batch),
            Lengths = inputs.TryGetValue("sequence_lens", out var lengths) ? [.. lengths.Values.Select(v => (int)v)] : null,
            InitialHidden = State("initial_h"),
            InitialCell = State("initial_c"),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
