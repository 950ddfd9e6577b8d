using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Wire;
using F = LstmGen.Interchange.Onnx.Model.OnnxFields;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>
/// Reads a model file. Bytes of tensors stay slices of the file; what the file claims is checked before memory is taken for it.
/// </summary>
internal sealed class OnnxReader
{
    // Bodies of loops within bodies of loops; deeper ones are no models.
    private const int MostGraphs = 16;

    private readonly ExternalData _external;
    private int _depth;

    private OnnxReader(string? folder) => _external = new ExternalData(folder);

    /// <param name="file">The whole file.</param>
    /// <param name="folder">Where external data is looked for; null where none may be read.</param>
    /// <exception cref="FormatException">It is malformed, or holds what is not read.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> file, string? folder) => new OnnxReader(folder).Model(file);

    private OnnxModel Model(ReadOnlyMemory<byte> message)
    {
        var reader = new ProtoReader(message, "ONNX model");
        long version = 0;
        OnnxGraph? graph = null;
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        string producer = "", producerVersion = "", doc = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Model.IrVersion: version = reader.Number(); break;
                case F.Model.Producer: producer = reader.Text(); break;
                case F.Model.ProducerVersion: producerVersion = reader.Text(); break;
                case F.Model.Doc: doc = reader.Text(); break;
                case F.Model.Graph when graph is null: graph = Graph(reader.Bytes()); break;
                case F.Model.Graph: throw new FormatException("the ONNX model has two graphs; save it again");
                case F.Model.Opset:
                    (string domain, long opset) = Opset(reader.Bytes());
                    opsets[domain] = opset;
                    break;
                case F.Model.Metadata:
                    (string key, string value) = Entry(reader.Bytes());
                    metadata[key] = value;
                    break;
                default: reader.Skip(); break;
            }
        }

        return graph is null
            ? throw new FormatException("it has no graph, so it is no ONNX model; fetch or save it again")
            : new OnnxModel(
                graph) { IrVersion = version, Opsets = opsets, Producer = producer, ProducerVersion = producerVersion, Doc = doc,
                    Metadata = metadata };
    }

    private OnnxGraph Graph(ReadOnlyMemory<byte> message)
    {
        if (++_depth > MostGraphs)
            throw new FormatException($"it has graphs within graphs, more than {MostGraphs} deep; no exporter writes that");
        var reader = new ProtoReader(message, "graph");
        string name = "", doc = "";
        var read = new OnnxGraph("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Graph.Node: read.Nodes.Add(Node(reader.Bytes())); break;
                case F.Graph.Name: name = reader.Text(); break;
                case F.Graph.Initializer: read.Initializers.Add(Tensor(reader.Bytes())); break;
                case F.Graph.Doc: doc = reader.Text(); break;
                case F.Graph.Input: read.Inputs.Add(Value(reader.Bytes())); break;
                case F.Graph.Output: read.Outputs.Add(Value(reader.Bytes())); break;
                case F.Graph.Sparse: throw new FormatException("it has sparse initializers, which are not read; save them dense");
                default: reader.Skip(); break;
            }
        }

        _depth--;
        return read with { Name = name, Doc = doc };
    }

    private OnnxNode Node(ReadOnlyMemory<byte> message)
    {
        var reader = new ProtoReader(message, "node");
        string name = "", op = "", domain = "", doc = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<OnnxAttribute>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Node.Input: inputs.Add(reader.Text()); break;
                case F.Node.Output: outputs.Add(reader.Text()); break;
                case F.Node.Name: name = reader.Text(); break;
                case F.Node.Op: op = reader.Text(); break;
                case F.Node.Attribute: attributes.Add(Attribute(reader.Bytes())); break;
                case F.Node.Doc: doc = reader.Text(); break;
                case F.Node.Domain: domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxNode(op, inputs, outputs) { Name = name, Domain = domain, Doc = doc, Attributes = attributes };
    }

    private OnnxAttribute Attribute(ReadOnlyMemory<byte> message)
    {
        var reader = new ProtoReader(message, "attribute");
        var read = new OnnxAttribute("");
        var numbers = new List<long>();
        var texts = new List<string>();
        using var floats = new MemoryStream();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Attribute.Name: read = read with { Name = reader.Text() }; break;
                case F.Attribute.Float: read = read with { Float = reader.Single() }; break;
                case F.Attribute.Int: read = read with { Int = reader.Number() }; break;
                case F.Attribute.Text: read = read with { Text = Lenient(reader.Bytes()) }; break;
                case F.Attribute.Tensor: read = read with { Tensor = Tensor(reader.Bytes()) }; break;
                case F.Attribute.Graph: read = read with { Graph = Graph(reader.Bytes()) }; break;
                case F.Attribute.Floats: reader.Fixed(floats, WireType.Fixed32); break;
                case F.Attribute.Ints: reader.Numbers(numbers); break;
                case F.Attribute.Texts: texts.Add(Lenient(reader.Bytes())); break;
                case F.Attribute.Reference: throw new FormatException(
                    "an attribute refers to one of a function; functions are not read: inline them");
                default: reader.Skip(); break;
            }
        }

        ReadOnlySpan<float> singles =
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(floats.GetBuffer().AsSpan(0, (int)floats.Length));
        return read with { Ints = [.. numbers], Floats = [.. singles], Texts = [.. texts] };
    }

    // Bytes of an attribute are text by custom only: what is no UTF-8 becomes U+FFFD, and is no error.
    private static string Lenient(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);

    private OnnxTensor Tensor(ReadOnlyMemory<byte> message) => OnnxTensorReader.Read(message, _external);

    private static OnnxValue Value(ReadOnlyMemory<byte> message)
    {
        var reader = new ProtoReader(message, "value");
        string name = "", doc = "";
        OnnxType type = OnnxType.Undefined;
        ImmutableArray<OnnxDimension> shape = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Value.Name: name = reader.Text(); break;
                case F.Value.Type: (type, shape) = Type(reader.Bytes()); break;
                case F.Value.Doc: doc = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxValue(name, type, shape) { Doc = doc };
    }

    private static (OnnxType Type, ImmutableArray<OnnxDimension> Shape) Type(ReadOnlyMemory<byte> message)
    {
        OnnxType type = OnnxType.Undefined;
        ImmutableArray<OnnxDimension> shape = default;
        var reader = new ProtoReader(message, "type");
        while (reader.Next())
        {
            if (reader.Field != F.Type.Tensor)
            {
                reader.Skip();
                continue;
            }

            var tensor = new ProtoReader(reader.Bytes(), "type of a tensor");
            while (tensor.Next())
            {
                switch (tensor.Field)
                {
                    case F.Type.Element: type = (OnnxType)tensor.Int32(); break;
                    case F.Type.Shape: shape = Shape(tensor.Bytes()); break;
                    default: tensor.Skip(); break;
                }
            }
        }

        return (type, shape);
    }

    private static ImmutableArray<OnnxDimension> Shape(ReadOnlyMemory<byte> message)
    {
        var shape = ImmutableArray.CreateBuilder<OnnxDimension>();
        var reader = new ProtoReader(message, "shape");
        while (reader.Next())
        {
            if (reader.Field != F.Type.Dimension)
            {
                reader.Skip();
                continue;
            }

            OnnxDimension dimension = default;
            var size = new ProtoReader(reader.Bytes(), "dimension");
            while (size.Next())
            {
                switch (size.Field)
                {
                    case F.Type.Size: dimension = size.Number(); break;
                    case F.Type.SizeName: dimension = size.Text(); break;
                    default: size.Skip(); break;
                }
            }

            shape.Add(dimension);
        }

        return shape.ToImmutable();
    }

    private static (string Domain, long Version) Opset(ReadOnlyMemory<byte> message)
    {
        (string domain, long version) = ("", 0);
        var reader = new ProtoReader(message, "opset");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Opset.Domain: domain = reader.Text(); break;
                case F.Opset.Version: version = reader.Number(); break;
                default: reader.Skip(); break;
            }
        }

        return (domain == "ai.onnx" ? "" : domain, version);
    }

    /// <summary>A key and its value.</summary>
    internal static (string Key, string Value) Entry(ReadOnlyMemory<byte> message)
    {
        (string key, string value) = ("", "");
        var reader = new ProtoReader(message, "entry");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case F.Entry.Key: key = reader.Text(); break;
                case F.Entry.Value: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return (key, value);
    }
}
