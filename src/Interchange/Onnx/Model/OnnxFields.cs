namespace LstmGen.Interchange.Onnx.Model;

/// <summary>
/// Numbers of the fields in onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), of those that are read or written.
/// </summary>
internal static class OnnxFields
{
    internal static class Model
    {
        public const int IrVersion =
            1, Producer = 2, ProducerVersion = 3, Domain = 4, Version = 5, Doc = 6, Graph = 7, Opset = 8, Metadata = 14,
            Training = 20, Functions = 25, Configuration = 26;
    }

    internal static class Opset
    {
        public const int Domain = 1, Version = 2;
    }

    internal static class Entry
    {
        public const int Key = 1, Value = 2;
    }

    internal static class Graph
    {
        public const int Node = 1, Name = 2, Initializer = 5, Doc = 10, Input = 11, Output = 12, Sparse = 15;
    }

    internal static class Node
    {
        public const int Input = 1, Output = 2, Name = 3, Op = 4, Attribute = 5, Doc = 6, Domain = 7;
    }

    internal static class Attribute
    {
        public const int Name = 1, Float = 2, Int = 3, Text = 4, Tensor = 5, Graph = 6, Floats = 7, Ints = 8, Texts = 9, Type = 20,
            Reference = 21;
    }

    /// <summary><c>AttributeProto.AttributeType</c>.</summary>
    internal static class AttributeType
    {
        public const int Float = 1, Int = 2, Text = 3, Tensor = 4, Graph = 5, Floats = 6, Ints = 7, Texts = 8;
    }

    internal static class Tensor
    {
        public const int Shape =
            1, Type = 2, Segment = 3, Floats = 4, Int32s = 5, Texts = 6, Int64s = 7, Name = 8, Raw = 9, Doubles = 10, UInt64s = 11,
            External = 13, Location = 14;
    }

    internal static class Value
    {
        public const int Name = 1, Type = 2, Doc = 3;
    }

    internal static class Type
    {
        public const int Tensor = 1, Element = 1, Shape = 2, Dimension = 1, Size = 1, SizeName = 2;
    }
}
