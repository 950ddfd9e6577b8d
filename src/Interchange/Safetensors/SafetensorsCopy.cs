using LstmGen.Serialization;

namespace LstmGen.Interchange.Safetensors;

/// <summary>Writes the tensors of a file, changed or not, with the metadata that they came with.</summary>
internal static class SafetensorsCopy
{
    /// <summary>The file that is written has a checksum where <paramref name="from"/> had one.</summary>
    public static void Write(string path, IReadOnlyList<SafetensorsEntry> tensors, WeightFile from)
    {
        if (from.Metadata.ContainsKey(ContentChecksum.Key))
            SafetensorsWriter.WriteChecked(path, tensors, from.Metadata);
        else
            SafetensorsWriter.Write(path, tensors, from.Metadata);
    }
}
