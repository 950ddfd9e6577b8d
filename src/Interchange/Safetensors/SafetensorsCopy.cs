using LstmGen.Serialization;

namespace LstmGen.Interchange.Safetensors;

/// <summary>Writes the tensors of a file, changed or not, with the metadata that they came with.</summary>
internal static class SafetensorsCopy
{
    /// <exception cref="InterchangeException">A tensor has a name or a shape that the format does not hold.</exception>
    public static void RequireWritable(WeightFile file)
    {
        foreach (WeightTensor tensor in file.Tensors)
        {
            if (tensor.Name is "" or "__metadata__" || tensor.Shape.Length > TensorShape.MaxRank)
                throw InterchangeException.At(
                    file.Source,
                    $"tensor '{tensor.Name}' has a name, or {tensor.Shape.Length} dimensions, that safetensors does not hold. Give it "
                        + "another name and fewer dimensions in the program that saved it.");
        }
    }

    /// <summary>The file that is written has a checksum where <paramref name="from"/> had one.</summary>
    public static void Write(string path, IReadOnlyList<SafetensorsEntry> tensors, WeightFile from)
    {
        if (from.Metadata.ContainsKey(ContentChecksum.Key))
            SafetensorsWriter.WriteChecked(path, tensors, from.Metadata);
        else
            SafetensorsWriter.Write(path, tensors, from.Metadata);
    }
}
