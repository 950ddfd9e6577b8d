namespace LstmGen.Interchange.Hdf5;

/// <summary>Reads the messages of an object header, version 1 (what Keras writes) and 2.</summary>
internal static class Hdf5Header
{
    public static List<Hdf5Message> Read(Hdf5Bytes bytes, long address)
    {
        var messages = new List<Hdf5Message>();
        var blocks = new Queue<(long At, long Length)>();
        bool second = bytes.Byte(address) == 'O';
        int extra = 0;
        if (second)
        {
            bytes.Require(address, "OHDR");
            int flags = bytes.Byte(address + 5);
            extra = (flags & 4) == 0 ? 0 : 2; // the order of creation
            long at = address + 6 + ((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4);
            int size = 1 << (flags & 3);
            blocks.Enqueue((at + size, bytes.Number(at, size)));
        }
        else if (bytes.Byte(address) == 1)
        {
            blocks.Enqueue((address + 16, bytes.UInt32(address + 8)));
        }
        else
        {
            throw new FormatException($"the object header at byte {address} has version {bytes.Byte(address)}; 1 and 2 are read");
        }

        while (blocks.TryDequeue(out (long At, long Length) block))
        {
            long at = block.At, end = block.At + block.Length, head = second ? 4 + extra : 8;
            while (at + head <= end)
            {
                int kind = second ? bytes.Byte(at) : bytes.UInt16(at);
                int length = bytes.UInt16(at + (second ? 1 : 2));
                int flags = bytes.Byte(at + (second ? 3 : 4));
                var message = new Hdf5Message(kind, at + head, length);
                if (message.At + length > end)
                    throw new FormatException($"the message at byte {at} is longer than its object header; the file is damaged");
                at = message.At + length;
                if (kind != Hdf5Message.Continuation)
                    messages.Add(Local(message, flags));
                else if (second)
                    blocks.Enqueue((bytes.Int64(message.At) + 4, bytes.Int64(message.At + 8) - 8)); // without its signature and checksum
                else
                    blocks.Enqueue((bytes.Int64(message.At), bytes.Int64(message.At + 8)));
            }
        }

        return messages;
    }

    private static Hdf5Message Local(Hdf5Message message, int flags) => (flags & 2) == 0 || message.Kind is not
        (Hdf5Message.Dataspace or Hdf5Message.Datatype or Hdf5Message.Layout or Hdf5Message.Filters or Hdf5Message.Attribute)
        ? message
        : throw new FormatException("it shares types between datasets (committed types), which Keras does not write and is not read; "
            + "save the model in Keras again");
}
