using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Reads an ONNX file into named tensors and, where its graph is a chain of layers, what they are.</summary>
internal static class OnnxFile
{
    /// <summary>
    /// Whether a file begins as an ONNX model does: with its version (field 1), followed by another field of the message.
    /// </summary>
    public static bool IsOnnx(ReadOnlySpan<byte> head) =>
        head is [0x08, > 0 and < 0x40, 0x12 or 0x1a or 0x22 or 0x28 or 0x32 or 0x3a or 0x42, ..];

    /// <exception cref="FormatException">It is malformed, or a node has weights that do not fit together.</exception>
    public static (List<WeightTensor> Tensors, ModelSketch Sketch) Read(Stream stream, string? folder, List<string> notes)
    {
        long length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
            throw new FormatException(
                $"an ONNX file of {length} bytes is not read; one has 2^31 - 1 at most, larger ones keep their weights beside them");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        OnnxModel model = OnnxReader.Read(bytes, folder);
        if (OwnFile.Is(model))
            return OwnFile.Read(model);
        (List<WeightTensor> tensors, ModelSketch sketch) =
            GraphImport.Read(model, length + model.Graph.Initializers.Sum(tensor => (long)tensor.Data.Length));
        if (sketch.NoChain is { } why)
            notes.Add($"the graph is no chain of layers: {why}");
        notes.AddRange(sketch.Layers.Select(layer => layer.Problem).OfType<string>());
        return (tensors, sketch);
    }
}
