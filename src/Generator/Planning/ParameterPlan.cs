namespace LstmGen.Generator.Planning;

/// <summary>One parameter: PyTorch's name and shape, its place in the block, and how it is drawn.</summary>
/// <param name="Name">For example <c>lstm.weight_ih_l0</c>.</param>
/// <param name="Shape">Row-major dimensions.</param>
/// <param name="Offset">First value in the block.</param>
/// <param name="Initialize">C# statements that draw it from <c>draws</c>, the runtime's ParameterDraws; <c>#</c> stands for its
/// number.</param>
/// <param name="Frozen">Whether training leaves it as it is.</param>
internal sealed record ParameterPlan(string Name, int[] Shape, long Offset, string Initialize, bool Frozen)
{
    public long Length { get; } = Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>Whether inference multiplies by it as a matrix, which can be stored in fewer bits.</summary>
    public bool Quantizes { get; set; }

    /// <summary>The name as a property, for example <c>LstmWeightIhL0</c>.</summary>
    public string Property { get; } = Names.Member(Name);

    /// <summary>A span expression over this parameter in <paramref name="block"/>, with its name and shape as a comment.</summary>
    public string Slice(string block) => $"{block}.Slice({Offset}, {Length})";

    /// <summary>Its place in a block, as an argument for the runtime's ParameterPlace.</summary>
    public string Place => $"new({Offset}, {Length})";

    public string Comment => $"{Name} [{string.Join(", ", Shape)}]";
}
