namespace LstmGen.Training;

/// <summary>One number of a checkpoint: a hyper-parameter, a counter or a piece of running state.</summary>
/// <param name="Name">The name, in PyTorch's spelling where it has one (<c>lr</c>, <c>weight_decay</c>, <c>step</c>).</param>
/// <param name="Value">
/// The value. Write it with all its digits: a resumed run is bit-identical only if the same double comes back.
/// </param>
public readonly record struct NamedScalar(string Name, double Value);
