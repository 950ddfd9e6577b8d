using System.Runtime.InteropServices;

namespace LstmGen.Data;

/// <summary>A hash of bytes that come in parts: FNV-1a over words of eight bytes, with the upper half mixed in.</summary>
internal struct ByteHash()
{
    private ulong _hash = 14695981039346656037;
    private ulong _word;
    private int _bytes; // of the word

    /// <summary>The hash of all so far, whatever the parts were.</summary>
    public readonly ulong Value => Mix(Mix(_hash, _word), (ulong)_bytes);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (_bytes > 0 && bytes.Length > 0)
        {
            Add(bytes[0]);
            bytes = bytes[1..];
        }

        if (BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            foreach (ulong word in words)
                _hash = Mix(_hash, word);
            bytes = bytes[(words.Length * sizeof(ulong))..];
        }

        foreach (byte one in bytes)
            Add(one);
    }

    private void Add(byte one)
    {
        _word |= (ulong)one << (8 * _bytes);
        if (++_bytes == sizeof(ulong))
            (_hash, _word, _bytes) = (Mix(_hash, _word), 0, 0);
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 1099511628211;
        return hash ^ (hash >> 32);
    }
}
