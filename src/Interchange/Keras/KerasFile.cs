using System.IO.Compression;
using LstmGen.Interchange.Hdf5;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Keras;

/// <summary>
/// Reads the two forms of Keras' files: HDF5 (<c>.h5</c>, of the whole model or of its weights), and a zip archive (<c>.keras</c>) of
/// <c>config.json</c> and <c>model.weights.h5</c>.
/// </summary>
internal static class KerasFile
{
    public const string ConfigEntry = "config.json", WeightsEntry = "model.weights.h5";

    public static (List<WeightTensor> Tensors, ModelSketch? Sketch) ReadHdf5(Stream stream, List<string> notes)
    {
        long length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
            throw new FormatException(
                $"it has {length} bytes; HDF5 files of at most {Array.MaxLength} are read. Save the model without its optimizer");
        byte[] bytes = new byte[length];
        stream.ReadExactly(bytes);
        Hdf5Node root = Hdf5File.Open(bytes);
        return KerasReader.Read(
            root, root.Text("model_config") is { } config ? KerasConfig.Read(System.Text.Encoding.UTF8.GetBytes(config)) : null, notes);
    }

    public static (List<WeightTensor> Tensors, ModelSketch? Sketch) ReadZip(Stream stream, List<string> notes)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        KerasConfig config = KerasConfig.Read(Bytes(archive, ConfigEntry));
        return KerasReader.Read(Hdf5File.Open(Bytes(archive, WeightsEntry)), config, notes);
    }

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        ZipArchiveEntry entry = archive.GetEntry(name)
            ?? throw new FormatException($"the archive has no entry '{name}'; fetch the file again");
        if (entry.Length > Array.MaxLength || entry.Length > UnpackedSize.Limit(entry.CompressedLength))
            throw new FormatException(
                $"entry '{name}' claims {entry.Length} bytes in {entry.CompressedLength}; it is damaged or made to fill the memory");
        byte[] bytes = new byte[entry.Length];
        using Stream content = entry.Open();
        content.ReadExactly(bytes);
        return bytes;
    }
}
