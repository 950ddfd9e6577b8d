namespace LstmGen.Interchange.Onnx.Model;

/// <summary>A model file.</summary>
internal sealed record OnnxModel(OnnxGraph Graph)
{
    public long IrVersion { get; init; } = 8;

    /// <summary>Version of each set of operators; the standard one's domain is empty.</summary>
    public IReadOnlyDictionary<string, long> Opsets { get; init; } = new Dictionary<string, long>();

    public string Producer { get; init; } = "";

    public string ProducerVersion { get; init; } = "";

    public string Doc { get; init; } = "";

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
