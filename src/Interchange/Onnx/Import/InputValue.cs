namespace LstmGen.Interchange.Onnx.Import;

/// <summary>An input that may be a state, or a sequence.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Rank">Its dimensions.</param>
/// <param name="Real">Whether it holds real numbers.</param>
internal sealed record InputValue(string Name, int Rank, bool Real) : ImportValue;
