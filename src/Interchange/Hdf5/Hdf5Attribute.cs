namespace LstmGen.Interchange.Hdf5;

/// <summary>An attribute of a group or dataset.</summary>
internal sealed record Hdf5Attribute(Hdf5Type Type, long Count, long At)
{
    public static Dictionary<string, Hdf5Attribute> Read(Hdf5Bytes bytes, List<Hdf5Message> messages)
    {
        var attributes = new Dictionary<string, Hdf5Attribute>(StringComparer.Ordinal);
        foreach (Hdf5Message message in messages)
        {
            if (message.Kind == Hdf5Message.AttributeInfo
                && bytes.Int64(message.At + 2 + ((bytes.Byte(message.At + 1) & 1) == 0 ? 0 : 2)) != Hdf5Bytes.Undefined)
                throw new FormatException(
                    "its attributes lie in a dense storage, which is not read; write it with h5py's default, libver='earliest'");
            if (message.Kind == Hdf5Message.Attribute)
                Add(bytes, message, attributes);
        }

        return attributes;
    }

    /// <summary>Its texts; none where it holds no element.</summary>
    public IReadOnlyList<string> Texts(Hdf5File file, string name)
    {
        if (Count == 0)
            return [];
        if (!Type.IsText && !Type.IsVariableText)
            throw new FormatException($"attribute '{name}' holds no text; the file is damaged");
        file.Bytes.Slice(At, checked(Count * Type.Size)); // before memory is taken for them
        var texts = new List<string>();
        for (long i = 0; i < Count; i++)
            texts.Add(
                Type.IsText ? file.Bytes.Text(file.Bytes.Slice(At + i * Type.Size, Type.Size).Span) : file.Heap.Text(At + i * Type.Size));
        return texts;
    }

    private static void Add(Hdf5Bytes bytes, Hdf5Message message, Dictionary<string, Hdf5Attribute> attributes)
    {
        int version = bytes.Byte(message.At);
        if (version is < 1 or > 3 || version > 1 && (bytes.Byte(message.At + 1) & 3) != 0)
            throw new FormatException(
                $"an attribute has version {version} or a shared type, which is not read; save the model in Keras again");
        int name = bytes.UInt16(message.At + 2), type = bytes.UInt16(message.At + 4), space = bytes.UInt16(message.At + 6);
        int Padded(int length) => version == 1 ? length + 7 & ~7 : length;
        long at = message.At + (version == 3 ? 9 : 8);
        long typeAt = at + Padded(name), spaceAt = typeAt + Padded(type);
        attributes[bytes.Text(bytes.Slice(at, name).Span)] =
            new Hdf5Attribute(Hdf5Type.Read(bytes, typeAt), Hdf5Space.Count(Hdf5Space.Read(bytes, spaceAt)), spaceAt + Padded(space));
    }
}
