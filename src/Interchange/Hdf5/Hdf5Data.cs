namespace LstmGen.Interchange.Hdf5;

/// <summary>Reads a dataset's values.</summary>
internal static class Hdf5Data
{
    private const int Compact = 0, Contiguous = 1, Chunked = 2;

    public static WeightTensor Read(Hdf5File file, List<Hdf5Message> messages, string name, bool isBfloat16)
    {
        Hdf5Bytes bytes = file.Bytes;
        string shown = InterchangeException.Printable(name);
        Hdf5Type type = Hdf5Type.Read(bytes, At(messages, Hdf5Message.Datatype, shown));
        long[] shape = Hdf5Space.Read(bytes, At(messages, Hdf5Message.Dataspace, shown));
        SafetensorsType number = type.Number ?? (type.IsOpaque && type.Size == 2 && isBfloat16 ? SafetensorsType.BF16
            : throw new FormatException($"dataset '{shown}' holds no numbers of a known type; save the weights as float32"));
        if (type.IsBigEndian && type.Size > 1)
            throw new FormatException($"dataset '{shown}' is in big-endian order, which is not read; save it on a little-endian machine");

        long length = checked(Hdf5Space.Count(shape) * type.Size);
        if (length > Array.MaxLength || length > file.Room)
            throw new FormatException($"dataset '{shown}' claims {length} bytes, too many for a file of {bytes.Length}; it is damaged "
                + "or made to fill the memory");
        file.Room -= length;
        return new WeightTensor(name, number, [.. shape], Values(file, messages, shape, type.Size, length, shown));
    }

    private static ReadOnlyMemory<byte> Values(
        Hdf5File file, List<Hdf5Message> messages, long[] shape, int elementSize, long length, string name)
    {
        Hdf5Bytes bytes = file.Bytes;
        long at = At(messages, Hdf5Message.Layout, name);
        int version = bytes.Byte(at), kind = bytes.Byte(at + 1);
        if (version is not (3 or 4) || version == 4 && kind == Chunked)
            throw new FormatException(
                $"dataset '{name}' has a layout of version {version}, which is not read; write it with h5py's default, libver='earliest'");
        Hdf5Message filters = messages.Find(message => message.Kind == Hdf5Message.Filters);
        switch (kind)
        {
            case Compact:
                Require(bytes.UInt16(at + 2) >= length, name);
                return bytes.Slice(at + 4, length);
            case Contiguous when length == 0:
                return ReadOnlyMemory<byte>.Empty;
            case Contiguous:
                Require(bytes.Int64(at + 2) != Hdf5Bytes.Undefined && bytes.Int64(at + 10) >= length, name);
                return bytes.Slice(bytes.Int64(at + 2), length);
            case Chunked when bytes.Byte(at + 2) == shape.Length + 1:
                long[] chunk = new long[shape.Length];
                for (int i = 0; i < chunk.Length; i++)
                    chunk[i] = bytes.UInt32(at + 11 + 4 * i);
                return new Hdf5Chunks(file, name, shape, chunk, elementSize, Hdf5Filters.Read(bytes, filters, name)).Read(
                    bytes.Int64(at + 3), length);
            default:
                throw new FormatException(
                    $"dataset '{name}' has a layout of kind {kind}, which is not read; save the model in Keras again");
        }
    }

    private static void Require(bool holds, string name)
    {
        if (!holds)
            throw new FormatException($"dataset '{name}' has fewer bytes than its shape takes; the file is cut short or damaged");
    }

    private static long At(List<Hdf5Message> messages, int kind, string name) =>
        messages.FindIndex(message => message.Kind == kind) is >= 0 and var i
            ? messages[i].At : throw new FormatException(
                $"dataset '{name}' has no message {kind} (type, shape or place); the file is damaged");
}
