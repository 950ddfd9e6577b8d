using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>All steps of one direction of a bidirectional layer.</summary>
internal sealed record HalfFlow(ImmutableArray<Axis> Axes, int Direction, int After) : ImportValue;
