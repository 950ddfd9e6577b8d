using System.IO.Compression;

namespace LstmGen.Interchange.PyTorch;

/// <summary>Reads files of <c>torch.save</c>, both forms, into named tensors.</summary>
internal static class TorchFile
{
    /// <summary>How many times a file's size its tensors may take; more only where many tensors view the same storage.</summary>
    private const int MaxGrowth = 8;

    /// <summary>The tensors of a zip file or of the older form, and where in the file they were found.</summary>
    /// <exception cref="FormatException">The content is malformed, asks for Python objects, or holds no weights.</exception>
    public static (List<WeightTensor> Tensors, string Entry) Read(Stream stream, bool zip, EntryChoice entry)
    {
        var objects = new TorchObjects();
        if (!zip)
            return Tensors(TorchLegacy.Read(stream, objects), entry, stream.Length, _ => { });
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        object? root = TorchZip.Read(archive, objects, out Action<TorchStorage> fill);
        return Tensors(root, entry, stream.Length, fill);
    }

    private static (List<WeightTensor> Tensors, string Entry) Tensors(
        object? root, EntryChoice entry, long fileBytes, Action<TorchStorage> fill)
    {
        (List<KeyValuePair<string, TorchTensor>> found, string path) = StateDict.Find(root, entry);
        TorchStorage[] storages = [.. found.Select(pair => pair.Value.Storage).Distinct()];
        long storageBytes = 0, tensorBytes = 0;
        foreach (TorchStorage storage in storages)
            storageBytes = checked(storageBytes + storage.ByteCount);
        foreach ((string _, TorchTensor tensor) in found)
            tensorBytes += tensor.ByteCount;
        if (storageBytes > fileBytes || tensorBytes > MaxGrowth * fileBytes)
            throw new FormatException($"its tensors claim {tensorBytes} bytes in storages of {storageBytes}, and the file has "
                + $"{fileBytes}; it is damaged or made to fill the memory");

        foreach (TorchStorage storage in storages)
        {
            if (storage.Data is null)
                fill(storage);
        }

        return ([.. found.Select(pair => new WeightTensor(pair.Key, pair.Value.Type, pair.Value.Shape, pair.Value.ToBytes()))], path);
    }
}
