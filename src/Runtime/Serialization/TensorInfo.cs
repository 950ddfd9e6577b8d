using LstmGen.Interchange;

namespace LstmGen.Serialization;

/// <summary>One entry of the header: where in the data section a tensor lies, [Begin, End) in bytes.</summary>
internal sealed record TensorInfo(string Name, SafetensorsType Type, long[] Shape, long Begin, long End);
