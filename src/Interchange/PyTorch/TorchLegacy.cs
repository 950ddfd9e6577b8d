using System.Numerics;
using LstmGen.Interchange.Pickle;

namespace LstmGen.Interchange.PyTorch;

/// <summary>
/// The form that <c>torch.save</c> wrote before PyTorch 1.6 (and still writes with <c>_use_new_zipfile_serialization=False</c>): pickles of
/// a magic number, a version, the machine, the value and the storages' keys, then each storage as its count and its data.
/// </summary>
internal static class TorchLegacy
{
    private const long Version = 1001;
    private static readonly BigInteger Magic =
        BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The pickle's value; all storages get their data.</summary>
    public static object? Read(Stream stream, TorchObjects objects)
    {
        var bytes = new ByteReader(stream, stream.Length - stream.Position);
        if (Next(bytes, objects) is not BigInteger magic || magic != Magic)
            throw new FormatException(
                "it is a Python pickle that torch.save did not write; save it with torch.save(model.state_dict(), path)");
        if (Next(bytes, objects) is not Version)
            throw new FormatException($"its version is not {Version}; load it in PyTorch and save it again");
        if (Next(bytes, objects) is not PickleDict machine || !machine.Pairs.Any(pair => pair is { Key: "little_endian", Value: true }))
            throw new FormatException("it was not saved on a little-endian machine; save it on one");

        object? root = Next(bytes, objects);
        if (Next(bytes, objects) is not PickleList keys)
            throw new FormatException("the list of its storages is missing");
        foreach (object? key in keys.Items)
            Fill(bytes, objects, key as string ?? throw new FormatException("a storage's key is no text"));
        if (objects.Storages.Values.FirstOrDefault(storage => storage.Data is null) is { } missing)
            throw new FormatException(
                $"the data of storage '{InterchangeException.Printable(missing.Key)}' is missing; fetch the file again");
        return root;
    }

    private static object? Next(ByteReader bytes, TorchObjects objects) => new PickleReader(bytes, objects).Read();

    private static void Fill(ByteReader bytes, TorchObjects objects, string key)
    {
        if (!objects.Storages.TryGetValue(key, out TorchStorage? storage) || storage.Type is not { } type)
            throw new FormatException($"storage '{InterchangeException.Printable(key)}' belongs to no tensor");
        long count = bytes.Int64();
        int size = Interchange.SafetensorsTypes.Size(type);
        if (count != storage.ByteCount / size)
            throw new FormatException(
                $"storage '{InterchangeException.Printable(key)}' has {count} elements, and its tensors expect {storage.ByteCount / size}");
        storage.Data = bytes.Bytes(storage.ByteCount);
    }
}
