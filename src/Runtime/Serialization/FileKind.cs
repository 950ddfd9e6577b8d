namespace LstmGen.Serialization;

/// <summary>Tells by its first bytes what a file is that is no safetensors file, and what to do with it.</summary>
internal static class FileKind
{
    private const string Convert =
        "Load it with WeightLoader.Load (package LstmGen.Interchange), or convert it with the tool: lstmgen convert model.pt "
            + "model.safetensors.";

    private static readonly (byte[] Start, string Kind)[] Kinds =
    [
        ("PK\u0003\u0004"u8.ToArray(), "a zip archive, as PyTorch's .pt and .pth files are. " + Convert),
        ([0x80, 0x02, 0x8a], "a file of PyTorch's older .pt form. " + Convert),
        ([0x80, 0x02], "a Python pickle, as PyTorch's older .pt files are. " + Convert),
        ([0x80, 0x04], "a Python pickle. " + Convert),
        (
            [0x89, 0x48, 0x44, 0x46],
            "an HDF5 file, as Keras' .h5 files are. " + Convert.Replace("model.pt", "model.h5", StringComparison.Ordinal)),
        ("GGUF"u8.ToArray(), "a GGUF file. Save its weights as safetensors."),
        ([0x93, 0x4e, 0x55, 0x4d], "a NumPy array. Save it as safetensors in Python, with safetensors.numpy.save_file."),
        ([0x1f, 0x8b], "compressed by gzip. Decompress it first."),
        ("version https://git-lfs"u8.ToArray()[..8], "a pointer of Git LFS, not the file itself. Run git lfs pull."),
        ("<!DOCTYP"u8.ToArray(), "a web page. Fetch the file itself."),
        ("<html"u8.ToArray(), "a web page. Fetch the file itself."),
    ];

    /// <summary>What the file is, as the end of a sentence; null where that is not known.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] known, string kind) in Kinds)
        {
            if (start.StartsWith(known))
                return kind;
        }

        return null;
    }
}
