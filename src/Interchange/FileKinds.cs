using System.IO.Compression;
using LstmGen.Interchange.Keras;
using LstmGen.Interchange.Onnx.Import;

namespace LstmGen.Interchange;

/// <summary>Tells a file's format by its first bytes, never by its name.</summary>
internal static class FileKinds
{
    /// <summary>The file of a folder that TensorFlow saved.</summary>
    public const string SavedModel = "saved_model.pb";

    /// <summary>What to do with one.</summary>
    public const string NotSavedModel =
        "SavedModel of TensorFlow, which is not read; save the model by model.save(\"model.keras\") and give that file";

    /// <summary>Bytes that tell the format, but for a zip archive.</summary>
    public const int Enough = 512;

    /// <summary>
    /// The format of <paramref name="stream"/>, whose position is left as it is; null for JSON, whose content tells which it is.
    /// </summary>
    /// <exception cref="FormatException">It is none of those that are read; the message says what it is where that can be told.</exception>
    public static WeightFileKind? Of(Stream stream)
    {
        long start = stream.Position;
        byte[] buffer = new byte[Enough];
        ReadOnlySpan<byte> head = buffer.AsSpan(0, stream.ReadAtLeast(buffer, Enough, throwOnEndOfStream: false));
        stream.Position = start;

        if (head.IsEmpty)
            throw new FormatException("the file is empty; fetch or save it again");
        // First of all: the header's length may be any bytes, such as those of a pickle (640 is 80 02).
        if (head.Length > 8 && head[8] == '{' && head[..8] is [_, _, _, _, _, 0, 0, 0])
            return WeightFileKind.Safetensors;
        if (head.StartsWith("PK\u0003\u0004"u8))
            return OfZip(stream, start);
        if (head.StartsWith("version https://git-lfs"u8))
            throw new FormatException("it is a pointer of Git LFS in the place of the file; fetch the file, git lfs pull");
        if (head is [0x80, 2, 0x8a, 10, ..])
            return WeightFileKind.PyTorchLegacy;
        if (head is [0x80, >= 2 and <= 5, ..])
            throw new FormatException(
                "it is a Python pickle that torch.save did not write; save the weights with torch.save(model.state_dict(), path)");
        if (head.Length > 262 && head[257..].StartsWith("ustar"u8))
            throw new FormatException("it is a tar archive, as PyTorch before 0.1.10 wrote it; load it in PyTorch and save it again");
        if (head is [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n', ..])
            return WeightFileKind.KerasHdf5;
        // Where an ONNX file has a name of a few letters, this has a graph.
        if (head is [0x08, 1, 0x12, >= 0x80, ..])
            throw new FormatException($"it is the graph of a {NotSavedModel}");
        if (OnnxFile.IsOnnx(head))
            return WeightFileKind.Onnx;
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        if (text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
            return null;
        throw new FormatException(
            "it is none of the formats that are read: safetensors and the index of several, PyTorch's .pt and .pth, Keras' .h5 and .keras, "
                + "ONNX, JSON of a state_dict or of RTNeural");
    }

    private static WeightFileKind OfZip(Stream stream, long start)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        bool keras = archive.GetEntry(KerasFile.ConfigEntry) is not null && archive.GetEntry(KerasFile.WeightsEntry) is not null;
        stream.Position = start;
        return keras ? WeightFileKind.Keras : WeightFileKind.PyTorch;
    }
}
