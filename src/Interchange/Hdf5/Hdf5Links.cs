namespace LstmGen.Interchange.Hdf5;

/// <summary>Reads the names in a group: a tree of tables of symbols (what Keras writes), or links in the group's header.</summary>
internal static class Hdf5Links
{
    private const int EntryBytes = 40, SymbolicLink = 2;

    public static Dictionary<string, long> Read(Hdf5Bytes bytes, List<Hdf5Message> messages)
    {
        var links = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (Hdf5Message message in messages)
        {
            switch (message.Kind)
            {
                case Hdf5Message.SymbolTable:
                    long heap = bytes.Int64(message.At + 8);
                    bytes.Require(heap, "HEAP");
                    Tree(bytes, bytes.Int64(message.At), bytes.Int64(heap + 24), links, above: 256);
                    break;
                case Hdf5Message.Link:
                    Link(bytes, message.At, links);
                    break;
                case Hdf5Message.LinkInfo when bytes.Int64(
                    message.At + 2 + ((bytes.Byte(message.At + 1) & 1) == 0 ? 0 : 8)) != Hdf5Bytes.Undefined:
                    throw new FormatException(
                        "a group's names lie in a dense storage, which is not read; write it with h5py's default, libver='earliest'");
            }
        }

        return links;
    }

    private static void Tree(Hdf5Bytes bytes, long address, long names, Dictionary<string, long> links, int above)
    {
        bytes.Require(address, "TREE");
        int kind = bytes.Byte(address + 4), level = bytes.Byte(address + 5), count = bytes.UInt16(address + 6);
        if (kind != 0 || level >= above)
            throw new FormatException($"the tree of names at byte {address} has kind {kind} and level {level}; the file is damaged");
        for (int i = 0; i < count; i++)
        {
            long child = bytes.Int64(address + 32 + 16 * i);
            if (level > 0)
                Tree(bytes, child, names, links, level);
            else
                Table(bytes, child, names, links);
        }
    }

    private static void Table(Hdf5Bytes bytes, long address, long names, Dictionary<string, long> links)
    {
        bytes.Require(address, "SNOD");
        int count = bytes.UInt16(address + 6);
        for (int i = 0; i < count; i++)
        {
            long entry = address + 8 + EntryBytes * i;
            string name = bytes.ZeroEnded(names + bytes.Int64(entry));
            if (bytes.UInt32(entry + 16) == SymbolicLink)
                throw new FormatException($"'{InterchangeException.Printable(name)}' is a symbolic link, which Keras does not write and "
                    + "is not read; save the model in Keras again");
            links[name] = bytes.Int64(entry + 8);
        }
    }

    private static void Link(Hdf5Bytes bytes, long at, Dictionary<string, long> links)
    {
        int flags = bytes.Byte(at + 1);
        long next = at + 2;
        if ((flags & 8) != 0 && bytes.Byte(next++) != 0)
            throw new FormatException(
                "it has a link to another place or file, which Keras does not write and is not read; save the model in Keras again");
        next += ((flags & 4) == 0 ? 0 : 8) + ((flags & 16) == 0 ? 0 : 1);
        int size = 1 << (flags & 3);
        long length = bytes.Number(next, size);
        links[bytes.Text(bytes.Slice(next + size, length).Span)] = bytes.Int64(next + size + length);
    }
}
