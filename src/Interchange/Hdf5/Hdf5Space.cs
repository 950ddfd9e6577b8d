namespace LstmGen.Interchange.Hdf5;

/// <summary>Reads dimensions.</summary>
internal static class Hdf5Space
{
    private const int MaxRank = 32;

    /// <summary>The dimensions, slowest first; empty for a single value, [0] for none.</summary>
    public static long[] Read(Hdf5Bytes bytes, long at)
    {
        int version = bytes.Byte(at), rank = bytes.Byte(at + 1);
        if (version is not (1 or 2) || rank > MaxRank)
            throw new FormatException($"the dimensions at byte {at} have version {version} and rank {rank}; the file is damaged");
        if (version == 2 && bytes.Byte(at + 3) == 2)
            return [0];
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
            shape[i] = bytes.Int64(at + (version == 1 ? 8 : 4) + 8 * i);
        if (shape.Any(size => size < 0))
            throw new FormatException($"the dimensions at byte {at} are [{string.Join(", ", shape)}]; the file is damaged");
        return shape;
    }

    public static long Count(long[] shape)
    {
        long count = 1;
        foreach (long size in shape)
            count = checked(count * size);
        return count;
    }
}
