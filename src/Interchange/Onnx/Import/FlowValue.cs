using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Values between two layers.</summary>
/// <param name="Axes">What each dimension is.</param>
/// <param name="After">Layers that were there when it was made: whoever goes on from it must be the next one.</param>
internal sealed record FlowValue(ImmutableArray<Axis> Axes, int After) : ImportValue
{
    /// <summary>What <see cref="Axis.Rows"/> are made of, in their order.</summary>
    public ImmutableArray<Axis> Rows { get; init; } = [];

    /// <summary>Sizes of each <see cref="Axis.Part"/>, in their order: together they are the values of a step.</summary>
    public ImmutableArray<long> Parts { get; init; } = [];

    /// <summary>What a batch normalization has still to do with the values; null where nothing is left to do.</summary>
    public Affine? Scaled { get; init; }

    public int Rank => Axes.Length;
}
