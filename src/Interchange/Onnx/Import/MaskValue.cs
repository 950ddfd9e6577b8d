using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Whether a step is one of its row's own, by the row's length.</summary>
/// <param name="Lengths">Where a row ends.</param>
/// <param name="Steps">How many steps the mask has.</param>
/// <param name="IsValid">Whether it is 1 at a row's own steps and 0 at padding; else the other way round.</param>
/// <param name="Axes">What each dimension is.</param>
internal sealed record MaskValue(LengthsValue Lengths, Extent Steps, bool IsValid, ImmutableArray<Axis> Axes) : PerRowValue(Axes)
{
    /// <summary>The other way round.</summary>
    public MaskValue Turned => this with { IsValid = !IsValid };
}
