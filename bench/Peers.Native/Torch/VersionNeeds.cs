using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Bench.Torch;

/// <summary>
/// The versions of other libraries' symbols that a shared library of Linux (64-bit ELF, little-endian) asks for. TorchSharp's asks for
/// <c>GLIBCXX_3.4.32</c>, which libstdc++ has from GCC 13 on, and Debian 12 has GCC 12's. The one symbol of that version is
/// named by <c>&lt;iostream&gt;</c> and never called: without relocation nothing looks it up, only the loader's check of versions
/// stands in the way. The check passes over a version that is marked weak.
/// </summary>
internal static class VersionNeeds
{
    private const uint NeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>Marks a version as weak wherever the library asks for it.</summary>
    /// <param name="library">The file's bytes, changed in place.</param>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>Whether anything was changed; false where the version is not asked for, or is weak already.</returns>
    /// <exception cref="ArgumentException">The bytes are no 64-bit little-endian ELF file.</exception>
    public static bool Weaken(Span<byte> library, string version)
    {
        ReadOnlySpan<byte> start = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        if (library.Length < 64 || !library.StartsWith(start))
            throw new ArgumentException("library is no 64-bit little-endian ELF file.", nameof(library));
        byte[] name = [.. Encoding.ASCII.GetBytes(version), 0];
        int sections = Offset(library, 0x28), size = U16(library, 0x3a), count = U16(library, 0x3c);
        bool changed = false;
        for (int i = 0; i < count; i++)
        {
            int section = sections + i * size;
            if (U32(library, section + 4) != NeedSection)
                continue;
            int names = Offset(library, sections + (int)U32(library, section + 0x28) * size + 0x18);
            changed |= WeakenIn(library, Offset(library, section + 0x18), names, name);
        }

        return changed;
    }

    // A list of needed libraries, each with a list of versions; offsets to the next are relative, 0 at the end.
    private static bool WeakenIn(Span<byte> library, int need, int names, ReadOnlySpan<byte> name)
    {
        bool changed = false;
        for (uint next = 1; next != 0; need += (int)next)
        {
            int version = need + (int)U32(library, need + 8);
            for (uint after = 1; after != 0; version += (int)after)
            {
                Span<byte> flags = library.Slice(version + 4, 2);
                ushort before = BinaryPrimitives.ReadUInt16LittleEndian(flags);
                if ((before & Weak) == 0 && library[(names + (int)U32(library, version + 8))..].StartsWith(name))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(before | Weak));
                    changed = true;
                }

                after = U32(library, version + 12);
            }

            next = U32(library, need + 12);
        }

        return changed;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static int Offset(ReadOnlySpan<byte> bytes, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
}
