namespace LstmGen.Generator.Weights;

/// <summary>A tensor of a weight file's header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements, as the file has it: <c>F32</c>.</param>
/// <param name="Shape">Dimensions joined by ", ".</param>
internal sealed record WeightTensorInfo(string Name, string Type, string Shape);
