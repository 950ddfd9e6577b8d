using System.Collections.Immutable;

namespace LstmGen;

/// <summary>One named parameter of a model: where it lies in the block, and its shape in PyTorch's order.</summary>
/// <param name="Name">Name as in a <c>state_dict</c>, for example <c>lstm.weight_ih_l0</c>.</param>
/// <param name="Offset">Index of its first value in the block.</param>
/// <param name="Shape">Dimensions, row-major.</param>
public sealed record ParameterInfo(string Name, int Offset, ImmutableArray<int> Shape)
{
    /// <summary>Number of values.</summary>
    public int Length { get; } = Product(Shape);

    /// <summary>Whether training leaves it as it is.</summary>
    public bool Frozen { get; init; }

    /// <summary>Whether it is a weight of matrix products, which <see cref="ParameterStore.Quantize"/> stores in fewer bits.</summary>
    public bool Quantizes { get; init; }

    /// <summary>Name and shape, for example <c>head.weight [1, 100]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";

    // A loop: LINQ over numbers is compiled anew at the start of each process, and every model's start comes by here.
    private static int Product(ImmutableArray<int> shape)
    {
        int product = 1;
        foreach (int dimension in shape)
            product =
                CompilerServices.BlockSize.Of(
                    product, dimension, "dimensions of a parameter", "Declare narrower layers or a smaller vocabulary.");
        return product;
    }
}
