using System.Buffers.Binary;
using System.Text;
using LstmGen.Bench.Torch;
using Xunit;

namespace LstmGen.Bench.Tests;

/// <summary>A library that asks for a newer C++ library than the system's is made to load; nothing else in it changes.</summary>
public class VersionNeedsTests
{
    private const string Wanted = "GLIBCXX_3.4.32";

    [Fact]
    public void A_version_that_an_older_system_lacks_is_marked_as_weak_and_nothing_else_is_changed()
    {
        byte[] before = Library(("libc.so.6", ["GLIBC_2.14"]), ("libstdc++.so.6", ["GLIBCXX_3.4.3", Wanted, "GLIBCXX_3.4.21"]));
        byte[] after = [.. before];
        Assert.True(VersionNeeds.Weaken(after, Wanted));
        int changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal((0, 2), (before[changed], after[changed]));
        // The flags lie four bytes after the version's hash, its number among all of them.
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32LittleEndian(after.AsSpan(changed - 4)));
        Assert.False(VersionNeeds.Weaken(after, Wanted));
    }

    [Fact]
    public void A_library_that_does_not_ask_for_the_version_stays_as_it_is()
    {
        byte[] library = Library(("libstdc++.so.6", ["GLIBCXX_3.4.3", "GLIBCXX_3.4.321"]));
        byte[] before = [.. library];
        Assert.False(VersionNeeds.Weaken(library, Wanted));
        Assert.Equal(before, library);
        Assert.Throws<ArgumentException>(() => VersionNeeds.Weaken(new byte[100], Wanted));
    }

    /// <summary>An ELF file of a header, a table of names, needed versions, and three sections.</summary>
    private static byte[] Library(params (string File, string[] Versions)[] needs)
    {
        const int Header = 64, Section = 64;
        List<byte> names = [0];
        int Name(string text)
        {
            int at = names.Count;
            names.AddRange([.. Encoding.ASCII.GetBytes(text), 0]);
            return at;
        }

        List<byte> versions = [];
        uint number = 0;
        for (int i = 0; i < needs.Length; i++)
        {
            int size = 16 * (1 + needs[i].Versions.Length);
            versions.AddRange(
                [.. U16(1), .. U16(needs[i].Versions.Length), .. U32(Name(needs[i].File)), .. U32(16),
                    .. U32(i + 1 < needs.Length ? size : 0)]);
            for (int k = 0; k < needs[i].Versions.Length; k++)
                versions.AddRange(
                    [.. U32((int)number++), .. U16(0), .. U16(3), .. U32(Name(needs[i].Versions[k])),
                        .. U32(k + 1 < needs[i].Versions.Length ? 16 : 0)]);
        }

        int versionsAt = Header + names.Count, sectionsAt = versionsAt + versions.Count;
        byte[] file = new byte[sectionsAt + 3 * Section];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]).CopyTo(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(0x28), (ulong)sectionsAt);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x3a), Section);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x3c), 3);
        names.ToArray().CopyTo(file, Header);
        versions.ToArray().CopyTo(file, versionsAt);
        Describe(file.AsSpan(sectionsAt + Section), 0x6ffffffe, versionsAt, link: 2);
        Describe(file.AsSpan(sectionsAt + 2 * Section), 3, Header, link: 0);
        return file;
    }

    private static void Describe(Span<byte> section, uint type, int offset, uint link)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(section[4..], type);
        BinaryPrimitives.WriteUInt64LittleEndian(section[0x18..], (ulong)offset);
        BinaryPrimitives.WriteUInt32LittleEndian(section[0x28..], link);
    }

    private static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

    private static byte[] U32(int value) => BitConverter.GetBytes(value);
}
