using LstmGen.Interchange.Onnx.Wire;
using F = LstmGen.Interchange.Onnx.Model.OnnxFields;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>A model as a message.</summary>
internal static class OnnxWriter
{
    public static ProtoMessage Write(OnnxModel model)
    {
        var message = new ProtoMessage();
        message.Number(F.Model.IrVersion, model.IrVersion);
        message.Text(F.Model.Producer, model.Producer);
        Given(message, F.Model.ProducerVersion, model.ProducerVersion);
        Given(message, F.Model.Doc, model.Doc);
        message.Message(F.Model.Graph, Graph(model.Graph));
        foreach ((string domain, long version) in model.Opsets)
        {
            var opset = new ProtoMessage();
            Given(opset, F.Opset.Domain, domain);
            opset.Number(F.Opset.Version, version);
            message.Message(F.Model.Opset, opset);
        }

        foreach ((string key, string value) in model.Metadata)
        {
            var entry = new ProtoMessage();
            entry.Text(F.Entry.Key, key);
            entry.Text(F.Entry.Value, value);
            message.Message(F.Model.Metadata, entry);
        }

        return message;
    }

    private static ProtoMessage Graph(OnnxGraph graph)
    {
        var message = new ProtoMessage();
        foreach (OnnxNode node in graph.Nodes)
            message.Message(F.Graph.Node, Node(node));
        message.Text(F.Graph.Name, graph.Name);
        foreach (OnnxTensor tensor in graph.Initializers)
            message.Message(F.Graph.Initializer, Tensor(tensor));
        Given(message, F.Graph.Doc, graph.Doc);
        foreach (OnnxValue value in graph.Inputs)
            message.Message(F.Graph.Input, Value(value));
        foreach (OnnxValue value in graph.Outputs)
            message.Message(F.Graph.Output, Value(value));
        return message;
    }

    private static ProtoMessage Node(OnnxNode node)
    {
        var message = new ProtoMessage();
        foreach (string input in node.Inputs)
            message.Text(F.Node.Input, input);
        foreach (string output in node.Outputs)
            message.Text(F.Node.Output, output);
        Given(message, F.Node.Name, node.Name);
        message.Text(F.Node.Op, node.Op);
        foreach (OnnxAttribute attribute in node.Attributes)
            message.Message(F.Node.Attribute, Attribute(attribute));
        Given(message, F.Node.Doc, node.Doc);
        Given(message, F.Node.Domain, node.Domain);
        return message;
    }

    private static ProtoMessage Attribute(OnnxAttribute attribute)
    {
        var message = new ProtoMessage();
        message.Text(F.Attribute.Name, attribute.Name);
        int type;
        if (attribute.Int is { } number)
        {
            message.Number(F.Attribute.Int, number);
            type = F.AttributeType.Int;
        }
        else if (attribute.Float is { } single)
        {
            message.Single(F.Attribute.Float, single);
            type = F.AttributeType.Float;
        }
        else if (attribute.Text is { } text)
        {
            message.Text(F.Attribute.Text, text);
            type = F.AttributeType.Text;
        }
        else if (attribute.Tensor is { } tensor)
        {
            message.Message(F.Attribute.Tensor, Tensor(tensor));
            type = F.AttributeType.Tensor;
        }
        else if (attribute.Graph is { } graph)
        {
            message.Message(F.Attribute.Graph, Graph(graph));
            type = F.AttributeType.Graph;
        }
        else if (attribute.Texts.Length > 0)
        {
            foreach (string one in attribute.Texts)
                message.Text(F.Attribute.Texts, one);
            type = F.AttributeType.Texts;
        }
        else if (attribute.Floats.Length > 0)
        {
            foreach (float one in attribute.Floats)
                message.Single(F.Attribute.Floats, one);
            type = F.AttributeType.Floats;
        }
        else
        {
            foreach (long one in attribute.Ints)
                message.Number(F.Attribute.Ints, one);
            type = F.AttributeType.Ints;
        }

        message.Number(F.Attribute.Type, type);
        return message;
    }

    private static ProtoMessage Tensor(OnnxTensor tensor)
    {
        var message = new ProtoMessage();
        foreach (long size in tensor.Shape)
            message.Number(F.Tensor.Shape, size);
        message.Number(F.Tensor.Type, (int)tensor.Type);
        message.Text(F.Tensor.Name, tensor.Name);
        message.Bytes(F.Tensor.Raw, tensor.Data);
        return message;
    }

    private static ProtoMessage Value(OnnxValue value)
    {
        var tensor = new ProtoMessage();
        tensor.Number(F.Type.Element, (int)value.Type);
        if (!value.Shape.IsDefault)
        {
            var shape = new ProtoMessage();
            foreach (OnnxDimension dimension in value.Shape)
            {
                var size = new ProtoMessage();
                if (dimension.Size is { } known)
                    size.Number(F.Type.Size, known);
                else
                    size.Text(F.Type.SizeName, dimension.Name!);
                shape.Message(F.Type.Dimension, size);
            }

            tensor.Message(F.Type.Shape, shape);
        }

        var type = new ProtoMessage();
        type.Message(F.Type.Tensor, tensor);
        var message = new ProtoMessage();
        message.Text(F.Value.Name, value.Name);
        message.Message(F.Value.Type, type);
        Given(message, F.Value.Doc, value.Doc);
        return message;
    }

    private static void Given(ProtoMessage message, int field, string text)
    {
        if (text.Length > 0)
            message.Text(field, text);
    }
}
