using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Numbers that differ by row or step alone: lengths, numbers of steps, masks.</summary>
/// <param name="Axes">
/// What each dimension is: <see cref="Axis.Batch"/>, <see cref="Axis.Time"/>, or <see cref="Axis.One"/> where the numbers are repeated;
/// default where that is not followed.
/// </param>
internal abstract record PerRowValue(ImmutableArray<Axis> Axes) : ImportValue;
