using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Interchange.Onnx.Wire;

/// <summary>
/// Reads a protocol-buffer message field by field. Lengths are compared with the message before anything is taken for them; what
/// is read as bytes is a slice of the file, not a copy.
/// </summary>
/// <param name="message">The bytes of the message.</param>
/// <param name="what">What messages of errors call it, such as <c>graph</c>.</param>
internal sealed class ProtoReader(ReadOnlyMemory<byte> message, string what)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private int _at;

    /// <summary>Number of the field at hand.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is written.</summary>
    public WireType Type { get; private set; }

    /// <summary>Goes to the next field; false at the end. The value of the last one must have been read or skipped.</summary>
    public bool Next()
    {
        if (_at == message.Length)
            return false;
        ulong tag = Varint();
        if (tag >> 3 is 0 or > 0x1FFF_FFFF)
            throw Error($"field number {tag >> 3} does not exist");
        (Field, Type) = ((int)(tag >> 3), (WireType)(tag & 7));
        return true;
    }

    /// <summary>The value as a number.</summary>
    public long Number() => Type == WireType.Varint ? (long)Varint() : throw Unexpected("a number");

    /// <summary>The value as a number of 32 bits.</summary>
    public int Int32() =>
        Number() is var value && value == (int)value ? (int)value : throw Error($"field {Field} is {value}, which is out of range");

    /// <summary>The value as a single-precision number.</summary>
    public float Single() => Type == WireType.Fixed32 ? BinaryPrimitives.ReadSingleLittleEndian(Take(4).Span) : throw Unexpected("a float");

    /// <summary>The value as bytes, a part of the message.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        if (Type != WireType.Bytes)
            throw Unexpected("bytes");
        ulong length = Varint();
        return length <= (ulong)(message.Length - _at)
            ? Take((int)length)
            : throw Error($"field {Field} claims {length} bytes, and {message.Length - _at} are left");
    }

    /// <summary>The value as text.</summary>
    public string Text() => Strict.GetString(Bytes().Span);

    /// <summary>Adds the value, one number or a block of packed ones, to <paramref name="values"/>.</summary>
    public void Numbers(List<long> values)
    {
        if (Type != WireType.Bytes)
        {
            values.Add(Number());
            return;
        }

        var packed = new ProtoReader(Bytes(), what);
        while (packed._at < packed.Length)
            values.Add((long)packed.Varint());
    }

    /// <summary>The same for values of 4 or 8 bytes each: adds their bytes to <paramref name="values"/>.</summary>
    public void Fixed(MemoryStream values, WireType single)
    {
        if (Type != WireType.Bytes && Type != single)
            throw Unexpected("a number of fixed size");
        int size = single == WireType.Fixed64 ? 8 : 4;
        ReadOnlyMemory<byte> bytes = Type == WireType.Bytes ? Bytes() : Take(size);
        if (bytes.Length % size != 0)
            throw Error($"field {Field} has {bytes.Length} bytes, which are no whole numbers of {size}");
        values.Write(bytes.Span);
    }

    /// <summary>Passes over the value.</summary>
    public void Skip()
    {
        switch (Type)
        {
            case WireType.Varint: Varint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Fixed32: Take(4); break;
            case WireType.Bytes: Bytes(); break;
            default: throw Error($"field {Field} has the wire type {(int)Type}, which does not exist");
        }
    }

    private int Length => message.Length;

    private ulong Varint()
    {
        ReadOnlySpan<byte> bytes = message.Span[_at..];
        ulong value = 0;
        for (int i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << 7 * i;
            if (bytes[i] >= 0x80)
                continue;
            if (i == 9 && bytes[i] > 1)
                break;
            _at += i + 1;
            return value;
        }

        throw Error(bytes.Length < 10 ? "a number is cut off" : "a number has more than 64 bits");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > message.Length - _at)
            throw Error($"field {Field} needs {count} bytes, and {message.Length - _at} are left");
        _at += count;
        return message.Slice(_at - count, count);
    }

    private FormatException Unexpected(string wanted) => Error($"field {Field} has the wire type {(int)Type}, and {wanted} is expected");

    private FormatException Error(string text) =>
        new($"{what}: {text} (byte {_at} of {message.Length}); the file is damaged, fetch or save it again");
}
