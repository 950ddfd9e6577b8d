using System.Runtime.InteropServices;

namespace LstmGen.Bench.Peers.Onnx;

/// <summary>
/// An ONNX graph in the making; field numbers are those of onnx.proto, operators those of opset 14, and of ONNX Runtime's own set where a
/// node names it.
/// </summary>
internal sealed class OnnxGraph
{
    /// <summary>ONNX Runtime's own operators.</summary>
    public const string Microsoft = "com.microsoft";

    private const int Float = 1, Int8 = 3, Int64 = 7;
    private readonly ProtoWriter _graph = new();
    private int _names;

    public OnnxGraph() => _graph.Text(2, "bench");

    /// <summary>The model file.</summary>
    public byte[] ToModel()
    {
        ProtoWriter model = new();
        model.Number(1, 7);
        model.Bytes(7, _graph.ToArray());
        model.Message(8, opset => opset.Number(2, 14));
        model.Message(8, opset =>
        {
            opset.Text(1, Microsoft);
            opset.Number(2, 1);
        });
        return model.ToArray();
    }

    public string Input(string name, bool tokens, params int[] shape) => Value(11, name, tokens ? Int64 : Float, shape);

    public void Output(string name, params int[] shape) => Value(12, name, Float, shape);

    public string Constant(ReadOnlySpan<float> values, params long[] shape) => Initializer(Float, MemoryMarshal.AsBytes(values), shape);

    public string Constant(ReadOnlySpan<sbyte> values, params long[] shape) => Initializer(Int8, MemoryMarshal.AsBytes(values), shape);

    public string Constant(params long[] values) => Initializer(Int64, MemoryMarshal.AsBytes(values.AsSpan()), [values.Length]);

    /// <summary>Adds a node of one output and returns that output's name.</summary>
    public string Add(string op, string[] inputs, params (string Name, object Value)[] attributes) =>
        Add(op, inputs, ["v" + _names++], attributes)[0];

    /// <summary>Adds a node.</summary>
    public string[] Add(string op, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes) =>
        Add("", op, inputs, outputs, attributes);

    /// <summary>Adds a node of an operator of <paramref name="domain"/>.</summary>
    public string[] Add(string domain, string op, string[] inputs, string[] outputs, (string Name, object Value)[] attributes)
    {
        _graph.Message(1, node =>
        {
            foreach (string input in inputs)
                node.Text(1, input);
            foreach (string output in outputs)
                node.Text(2, output);
            node.Text(4, op);
            if (domain.Length > 0)
                node.Text(7, domain);
            foreach ((string name, object value) in attributes)
                node.Message(5, attribute => Attribute(attribute, name, value));
        });
        return outputs;
    }

    private static void Attribute(ProtoWriter attribute, string name, object value)
    {
        attribute.Text(1, name);
        switch (value)
        {
            case int number:
                attribute.Number(3, number);
                attribute.Number(20, 2);
                break;
            case string text:
                attribute.Text(4, text);
                attribute.Number(20, 3);
                break;
            case int[] numbers:
                foreach (int number in numbers)
                    attribute.Number(8, number);
                attribute.Number(20, 7);
                break;
            default:
                throw new ArgumentException($"value is a {value.GetType().Name}; an attribute is an int, a string or ints.", nameof(value));
        }
    }

    private string Initializer(int type, ReadOnlySpan<byte> raw, long[] shape)
    {
        string name = "w" + _names++;
        ProtoWriter tensor = new();
        foreach (long dimension in shape)
            tensor.Number(1, dimension);
        tensor.Number(2, type);
        tensor.Text(8, name);
        tensor.Bytes(9, raw);
        _graph.Bytes(5, tensor.ToArray());
        return name;
    }

    private string Value(int field, string name, int type, int[] shape)
    {
        _graph.Message(field, value =>
        {
            value.Text(1, name);
            value.Message(2, t => t.Message(1, tensor =>
            {
                tensor.Number(1, type);
                tensor.Message(2, s =>
                {
                    foreach (int dimension in shape)
                        s.Message(1, d => d.Number(1, dimension));
                });
            }));
        });
        return name;
    }
}
