namespace LstmGen.Interchange;

/// <summary>A parameter and the tensor that it was loaded from.</summary>
/// <param name="Parameter">Name in the model.</param>
/// <param name="Tensor">The tensor of the file.</param>
public sealed record LoadedParameter(string Parameter, WeightTensor Tensor);
