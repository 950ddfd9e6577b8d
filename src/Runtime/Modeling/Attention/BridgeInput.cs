namespace LstmGen;

/// <summary>A block of an encoder's states that a bridge reads.</summary>
/// <param name="Offset">Values per row before it in the encoder's states.</param>
/// <param name="Size">Units.</param>
public readonly record struct BridgeInput(int Offset, int Size);
