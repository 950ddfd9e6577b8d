namespace LstmGen.Interchange.Hdf5;

/// <summary>Puts a dataset together from its chunks, which a tree lists.</summary>
internal sealed class Hdf5Chunks(Hdf5File file, string name, long[] shape, long[] chunk, int elementSize, List<int> filters)
{
    private readonly Hdf5Bytes _bytes = file.Bytes;
    private readonly HashSet<long> _found = [];
    private long _expected = 1;

    public byte[] Read(long tree, long length)
    {
        if (chunk.Any(size => size <= 0))
            throw Wrong($"has chunks of [{string.Join(", ", chunk)}]");
        for (int i = 0; i < shape.Length; i++)
            _expected = checked(_expected * ((shape[i] + chunk[i] - 1) / chunk[i]));
        long unpacked = checked(_expected * Hdf5Space.Count(chunk) * elementSize);
        if (_expected > _bytes.Length || unpacked > 4 * length + 65536 || unpacked > file.Room)
            throw Wrong($"claims {_expected} chunks of [{string.Join(", ", chunk)}]");
        file.Room -= unpacked;
        byte[] values = new byte[length];
        if (_expected > 0)
            Tree(tree, values, above: 256);
        return _found.Count == _expected ? values : throw Wrong($"has {_found.Count} of its {_expected} chunks");
    }

    private void Tree(long address, byte[] values, int above)
    {
        _bytes.Require(address, "TREE");
        int kind = _bytes.Byte(address + 4), level = _bytes.Byte(address + 5), count = _bytes.UInt16(address + 6);
        if (kind != 1 || level >= above)
            throw Wrong($"has a tree of kind {kind} and level {level}");
        int keyBytes = 8 + 8 * (shape.Length + 1);
        for (int i = 0; i < count; i++)
        {
            long key = address + 24 + (keyBytes + 8L) * i, child = _bytes.Int64(key + keyBytes);
            if (level > 0)
                Tree(child, values, level);
            else
                Place(key, child, values);
        }
    }

    private void Place(long key, long address, byte[] values)
    {
        long[] start = new long[shape.Length];
        long index = 0;
        for (int i = 0; i < start.Length; i++)
        {
            start[i] = _bytes.Int64(key + 8 + 8 * i);
            if (start[i] < 0 || start[i] >= shape[i] || start[i] % chunk[i] != 0)
                throw Wrong($"has a chunk at [{string.Join(", ", start)}]");
            index = index * ((shape[i] + chunk[i] - 1) / chunk[i]) + start[i] / chunk[i];
        }

        if (!_found.Add(index))
            throw Wrong($"has two chunks at [{string.Join(", ", start)}]");
        long length = Hdf5Space.Count(chunk) * elementSize;
        ReadOnlySpan<byte> stored =
            Hdf5Filters.Undo(filters, _bytes.UInt32(key + 4), _bytes.Slice(address, _bytes.UInt32(key)), length, elementSize, name).Span;
        Copy(stored, values, start, 0, 0, 0);
    }

    /// <summary>Copies the rows of a chunk that lie within the shape.</summary>
    private void Copy(ReadOnlySpan<byte> from, byte[] to, long[] start, int dimension, long source, long target)
    {
        if (dimension == shape.Length)
        {
            from.CopyTo(to);
            return;
        }

        long count = Math.Min(chunk[dimension], shape[dimension] - start[dimension]);
        if (dimension == shape.Length - 1)
        {
            int length = (int)(count * elementSize);
            from.Slice((int)(source * chunk[dimension] * elementSize), length)
                .CopyTo(to.AsSpan((int)((target * shape[dimension] + start[dimension]) * elementSize), length));
            return;
        }

        for (long i = 0; i < count; i++)
            Copy(from, to, start, dimension + 1, source * chunk[dimension] + i, target * shape[dimension] + start[dimension] + i);
    }

    private FormatException Wrong(string what) =>
        new($"dataset '{name}' of shape [{string.Join(", ", shape)}] {what}; the file is damaged");
}
