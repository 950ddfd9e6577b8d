using System.Buffers.Binary;
using System.Text;
using LstmGen.Interchange;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>Files put together by hand, so that they may be wrong.</summary>
internal static class RawSafetensors
{
    /// <summary>
    /// Length prefix, header and <paramref name="dataBytes"/> bytes 0, 1, 2, ...; <paramref name="length"/> overrides the prefix.
    /// </summary>
    public static byte[] Build(string header, int dataBytes = 0, ulong? length = null) =>
        Build(Encoding.UTF8.GetBytes(header), dataBytes, length);

    public static byte[] Build(byte[] header, int dataBytes = 0, ulong? length = null)
    {
        var file = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length ?? (ulong)header.Length);
        header.CopyTo(file, 8);
        for (var i = 0; i < dataBytes; i++)
            file[8 + header.Length + i] = (byte)i;
        return file;
    }

    public static string Tensor(string name, string dtype, string shape, string offsets) =>
        $$"""
        "{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":{{offsets}}}
        """;

    public static SafetensorsFile Read(byte[] file) => SafetensorsFile.Read(new MemoryStream(file), "x.safetensors");

    /// <summary>A stream that does not know its length, as from a network or a decompressor, and gives few bytes at a time.</summary>
    public sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
