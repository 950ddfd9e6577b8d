using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Values between two layers.</summary>
/// <param name="Axes">What each dimension is.</param>
/// <param name="After">Layers that were there when it was made: whoever goes on from it must be the next one.</param>
internal sealed record FlowValue(ImmutableArray<Axis> Axes, int After) : ImportValue
{
    public int Rank => Axes.Length;
}
