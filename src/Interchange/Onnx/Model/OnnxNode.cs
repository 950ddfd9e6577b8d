namespace LstmGen.Interchange.Onnx.Model;

/// <summary>An operation. An empty name stands for an input or output that is left out.</summary>
internal sealed record OnnxNode(string Op, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    public string Name { get; init; } = "";

    public string Domain { get; init; } = "";

    public string Doc { get; init; } = "";

    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];

    /// <summary>The attribute of that name; null where the node has none.</summary>
    public OnnxAttribute? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>The input at that place; empty where it is left out.</summary>
    public string Input(int index) => index < Inputs.Count ? Inputs[index] : "";
}
