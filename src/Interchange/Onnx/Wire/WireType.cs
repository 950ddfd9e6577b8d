namespace LstmGen.Interchange.Onnx.Wire;

/// <summary>How the value of a protocol-buffer field is written.</summary>
internal enum WireType
{
    /// <summary>A number of 1 to 10 bytes.</summary>
    Varint = 0,

    /// <summary>8 bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, and so many bytes.</summary>
    Bytes = 2,

    /// <summary>4 bytes.</summary>
    Fixed32 = 5,
}
