namespace LstmGen.Interchange.Hdf5;

/// <summary>
/// Reads HDF5 (https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html) as far as Keras writes it through h5py: groups with
/// attributes, and datasets that lie compact, contiguous or in chunks, deflated or not. What is outside is an error that says so.
/// </summary>
internal sealed class Hdf5File
{
    private Hdf5File(Hdf5Bytes bytes)
    {
        Bytes = bytes;
        Heap = new Hdf5Heap(bytes);
    }

    public Hdf5Bytes Bytes { get; }

    public Hdf5Heap Heap { get; }

    /// <summary>How many bytes of tensors may still be read: many datasets of one storage must not fill the memory.</summary>
    public long Room { get; set; }

    /// <summary>The root group of the file in <paramref name="data"/>.</summary>
    /// <exception cref="FormatException">It is malformed, or of a form that is not read.</exception>
    public static Hdf5Node Open(ReadOnlyMemory<byte> data)
    {
        var bytes = new Hdf5Bytes(data);
        int version = bytes.Byte(8);
        int sizes = version < 2 ? 13 : 9;
        if (version > 3 || bytes.Byte(sizes) != 8 || bytes.Byte(sizes + 1) != 8)
            throw new FormatException(
                $"its superblock has version {version} with addresses of {bytes.Byte(sizes)} bytes; versions 0 to 3 with 8 bytes are read");
        int start = version switch { 0 => 24, 1 => 28, _ => 12 };
        if (bytes.Int64(start) != 0)
            throw new FormatException($"its data begins at byte {bytes.Int64(start)}, behind a block of another program, which is not "
                + "read; save it in Keras again");
        long root = bytes.Int64(version < 2 ? start + 32 + 8 : start + 24);
        return new Hdf5Node(new Hdf5File(bytes) { Room = UnpackedSize.Limit(data.Length) }, "", root, depth: 0);
    }
}
