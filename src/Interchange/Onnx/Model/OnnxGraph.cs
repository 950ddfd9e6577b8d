namespace LstmGen.Interchange.Onnx.Model;

/// <summary>A graph: nodes in the order in which they are computed.</summary>
internal sealed record OnnxGraph(string Name)
{
    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Initializers { get; } = [];

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];

    public string Doc { get; init; } = "";
}
