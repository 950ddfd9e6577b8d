namespace LstmGen.Interchange.Hdf5;

/// <summary>Texts of any length, which lie in collections and are referred to by attributes.</summary>
internal sealed class Hdf5Heap(Hdf5Bytes bytes)
{
    private readonly Dictionary<long, Dictionary<int, (long At, long Length)>> _collections = [];

    /// <summary>The text of a reference: length 4, address 8, index 4.</summary>
    public string Text(long reference)
    {
        long length = bytes.UInt32(reference), address = bytes.Int64(reference + 4);
        if (length == 0)
            return "";
        if (!_collections.TryGetValue(address, out Dictionary<int, (long At, long Length)>? objects))
            _collections.Add(address, objects = Read(address));
        int index = (int)bytes.UInt32(reference + 12);
        return objects.TryGetValue(index, out (long At, long Length) found) && length <= found.Length
            ? bytes.Text(bytes.Slice(found.At, length).Span)
            : throw new FormatException(
                $"the collection of texts at byte {address} has no object {index} of {length} bytes; the file is damaged");
    }

    private Dictionary<int, (long At, long Length)> Read(long address)
    {
        bytes.Require(address, "GCOL");
        var objects = new Dictionary<int, (long At, long Length)>();
        long end = address + bytes.Int64(address + 8);
        for (long at = address + 16; at + 16 <= end;)
        {
            int index = bytes.UInt16(at);
            long length = bytes.Int64(at + 8);
            if (index == 0)
                break; // the free rest
            if (length < 0 || length > end - at)
                throw new FormatException($"the text at byte {at} is longer than its collection; the file is damaged");
            objects[index] = (at + 16, length);
            at += 16 + (length + 7 & ~7L);
        }

        return objects;
    }
}
