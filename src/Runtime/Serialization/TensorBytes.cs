namespace LstmGen.Interchange;

/// <summary>Gives a tensor's bytes, row-major and little-endian, at the moment they are written.</summary>
public delegate ReadOnlySpan<byte> TensorBytes();
