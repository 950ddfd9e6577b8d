using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Lengths of rows, which an input gives.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Offset">What is added to them.</param>
/// <param name="Axes">What each dimension is.</param>
internal sealed record LengthsValue(string Input, long Offset, ImmutableArray<Axis> Axes) : PerRowValue(Axes);
