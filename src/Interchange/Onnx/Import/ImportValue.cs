namespace LstmGen.Interchange.Onnx.Import;

/// <summary>What is known of a value of a graph that is read.</summary>
internal abstract record ImportValue;
