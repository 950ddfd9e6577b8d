using System.IO.Compression;
using System.Text;
using LstmGen.Interchange.Pickle;

namespace LstmGen.Interchange.PyTorch;

/// <summary>
/// The form that <c>torch.save</c> writes since PyTorch 1.6: a zip archive with <c>NAME/data.pkl</c> and a storage per entry
/// <c>NAME/data/KEY</c>, all uncompressed (https://pytorch.org/docs/stable/notes/serialization.html).
/// </summary>
internal static class TorchZip
{
    private const long MaxPickleBytes = 256L << 20;

    /// <summary>The pickle's value; <paramref name="fill"/> reads the data of storages.</summary>
    public static object? Read(ZipArchive archive, TorchObjects objects, out Action<TorchStorage> fill)
    {
        ZipArchiveEntry pickle = Entry(
            archive, entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal) && entry.FullName.Count(c => c == '/') == 1)
            ?? throw new FormatException("the zip archive has no entry NAME/data.pkl, so that torch.save did not write it");
        string folder = pickle.FullName[..^"data.pkl".Length];
        if (archive.GetEntry(folder + "constants.pkl") is not null)
            throw new FormatException("it is a TorchScript program; load it with torch.jit.load in Python and save its weights, "
                + "torch.save(model.state_dict(), path)");
        if (archive.GetEntry(folder + "byteorder") is { } order && Encoding.ASCII.GetString(Bytes(order, 16)) is var name
            && name != "little")
            throw new FormatException($"its byte order is '{InterchangeException.Printable(name)}'; save it on a little-endian machine");

        byte[] program = Bytes(pickle, MaxPickleBytes);
        fill = storage => storage.Data = Bytes(archive.GetEntry($"{folder}data/{storage.Key}")
            ?? throw new FormatException($"the archive has no entry '{InterchangeException.Printable($"{folder}data/{storage.Key}")}', "
                + "which a tensor needs; fetch the file again"), storage);
        return new PickleReader(new ByteReader(new MemoryStream(program), program.Length), objects).Read();
    }

    private static ZipArchiveEntry? Entry(ZipArchive archive, Predicate<ZipArchiveEntry> wanted)
    {
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (wanted(entry))
                return entry;
        }

        return null;
    }

    private static byte[] Bytes(ZipArchiveEntry entry, TorchStorage storage) => entry.Length == storage.ByteCount
        ? Bytes(entry, storage.ByteCount)
        : throw new FormatException($"entry '{InterchangeException.Printable(entry.FullName)}' has {entry.Length} bytes, and its storage "
            + $"{storage.ByteCount}; fetch the file again");

    private static byte[] Bytes(ZipArchiveEntry entry, long limit)
    {
        string name = InterchangeException.Printable(entry.FullName);
        if (entry.CompressedLength != entry.Length)
            throw new FormatException(
                $"entry '{name}' is compressed, which torch.save does not do; load the file in PyTorch and save it again");
        if (entry.Length > Math.Min(limit, Array.MaxLength))
            throw new FormatException($"entry '{name}' has {entry.Length} bytes; at most {Math.Min(limit, Array.MaxLength)} are read");
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
