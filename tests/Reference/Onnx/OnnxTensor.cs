using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Reference.Onnx;

/// <summary>A TensorProto of float, int32 or int64.</summary>
/// <param name="Name">Name in the graph.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Values">Elements, row major.</param>
public sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape, double[] Values)
{
    /// <summary>Reads a <c>.pb</c> file that holds one tensor.</summary>
    public static OnnxTensor Read(string path)
    {
        var shape = new List<int>();
        var values = new List<double>();
        string name = "";
        int kind = 0;
        ReadOnlyMemory<byte> raw = default;
        foreach (var field in WireReader.Fields(File.ReadAllBytes(path)))
        {
            switch (field.Number)
            {
                case 1: // dims
                    shape.AddRange(WireReader.Integers(field).Select(size => checked((int)size)));
                    break;
                case 2: // data_type
                    kind = (int)field.Value;
                    break;
                case 4: // float_data, packed
                    for (int i = 0; i < field.Bytes.Length; i += 4)
                        values.Add(BinaryPrimitives.ReadSingleLittleEndian(field.Bytes.Span[i..]));
                    break;
                case 5 or 7: // int32_data, int64_data
                    values.AddRange(WireReader.Integers(field).Select(v => (double)v));
                    break;
                case 8:
                    name = Encoding.UTF8.GetString(field.Bytes.Span);
                    break;
                case 9:
                    raw = field.Bytes;
                    break;
            }
        }

        return new(name, shape, raw.IsEmpty ? [.. values] : Decode(kind, raw.Span));
    }

    private static double[] Decode(int kind, ReadOnlySpan<byte> raw)
    {
        // TensorProto.DataType: 1 float, 6 int32, 7 int64, 11 double
        int size = kind switch { 1 or 6 => 4, 7 or 11 => 8, _ => throw new InvalidDataException($"Type {kind} is not read here.") };
        var values = new double[raw.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            var element = raw.Slice(i * size, size);
            values[i] = kind switch
            {
                1 => BinaryPrimitives.ReadSingleLittleEndian(element),
                6 => BinaryPrimitives.ReadInt32LittleEndian(element),
                7 => BinaryPrimitives.ReadInt64LittleEndian(element),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(element),
            };
        }

        return values;
    }
}
