using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The numbers 0, 1, ... along the dimension that is <see cref="Axis.Time"/>.</summary>
/// <param name="Size">How many.</param>
/// <param name="Axes">What each dimension is.</param>
internal sealed record CountValue(Extent Size, ImmutableArray<Axis> Axes) : PerRowValue(Axes);
