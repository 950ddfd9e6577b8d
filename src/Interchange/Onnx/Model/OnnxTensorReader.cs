using System.Buffers.Binary;
using LstmGen.Interchange.Onnx.Wire;
using F = LstmGen.Interchange.Onnx.Model.OnnxFields.Tensor;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>
/// Reads a tensor, whose elements a file may have in four ways: as bytes, as numbers, packed numbers, or in another file.
/// </summary>
internal static class OnnxTensorReader
{
    public static OnnxTensor Read(ReadOnlyMemory<byte> message, ExternalData external)
    {
        var reader = new ProtoReader(message, "tensor");
        string name = "";
        int type = 0;
        long location = 0;
        var shape = new List<long>();
        var numbers = new List<long>();
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadOnlyMemory<byte>? raw = null;
        using var fixedSize = new MemoryStream();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Name: name = reader.Text(); break;
                case F.Type: type = reader.Int32(); break;
                case F.Shape: reader.Numbers(shape); break;
                case F.Raw: raw = reader.Bytes(); break;
                case F.Floats: reader.Fixed(fixedSize, WireType.Fixed32); break;
                case F.Doubles: reader.Fixed(fixedSize, WireType.Fixed64); break;
                case F.Int32s or F.Int64s or F.UInt64s: reader.Numbers(numbers); break;
                case F.Location: location = reader.Number(); break;
                case F.Segment: throw Error("is a segment of a larger one, which is not read; save it whole");
                case F.External:
                    (string key, string value) = OnnxReader.Entry(reader.Bytes());
                    entries[key] = value;
                    break;
                default: reader.Skip(); break;
            }
        }

        var kind = (OnnxType)type;
        if (OnnxTensor.Safetensors(kind) is not { } safe)
            return new OnnxTensor(name, kind, [.. shape], default); // text, complex or 8 bits: whoever needs it refuses it
        long count = Count();
        if (location == 1)
            raw = external.Read(name, entries, count * safe.Size());
        ReadOnlyMemory<byte> data = raw ?? (fixedSize.Length > 0 || numbers.Count == 0 ? fixedSize.ToArray() : Bytes(numbers, safe));
        if (data.Length != count * safe.Size())
            throw Error(
                $"has the shape [{string.Join(", ", shape)}] of {safe}, which is {count * safe.Size()} bytes, and {data.Length} bytes");
        return new OnnxTensor(name, kind, [.. shape], data);

        long Count()
        {
            long product = 1;
            foreach (long size in shape)
            {
                if (size < 0 || (size > 0 && product > int.MaxValue / size))
                    throw Error($"claims the shape [{string.Join(", ", shape.Take(8))}]");
                product *= size;
            }

            return product;
        }

        FormatException Error(string what) => new($"tensor '{InterchangeException.Printable(name)}' {what}");
    }

    // A number each in the file, whatever their type; halves as their bits.
    private static byte[] Bytes(List<long> numbers, SafetensorsType type)
    {
        int size = type.Size();
        var bytes = new byte[numbers.Count * size];
        Span<byte> eight = stackalloc byte[8];
        for (int i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(eight, numbers[i]);
            eight[..size].CopyTo(bytes.AsSpan(i * size));
        }

        return bytes;
    }
}
