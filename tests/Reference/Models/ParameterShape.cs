namespace LstmGen.Reference.Models;

/// <summary>A parameter's PyTorch name and shape.</summary>
/// <param name="Name">For example <c>lstm.weight_ih_l0</c>.</param>
/// <param name="Shape">For example [4H, I]; row major.</param>
public sealed record ParameterShape(string Name, params IReadOnlyList<int> Shape)
{
    /// <summary>Number of elements.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => product * size);
}
