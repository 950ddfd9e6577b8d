namespace LstmGen.Interchange.Onnx.Import;

/// <summary>A value of which nothing more can be said.</summary>
/// <param name="Why">The node and its operator, in words.</param>
/// <param name="IsLoop">Whether a loop made it, which further loops read.</param>
internal sealed record UnknownValue(string Why, bool IsLoop = false) : ImportValue;
