using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>One product of <c>Bridge.Dense</c>.</summary>
/// <param name="Weight">W, [units, width of the encoder's state].</param>
/// <param name="Bias">b, [units].</param>
/// <param name="Offset">Values per row before the decoder's state.</param>
/// <param name="Source">The encoder's state.</param>
internal sealed record BridgePlan(ParameterPlan Weight, ParameterPlan Bias, int Offset, SourceState Source)
{
    /// <summary>C# expression for the runtime's BridgeInfo.</summary>
    public string Create
    {
        get
        {
            IEnumerable<string> inputs =
                Enumerable.Range(0, Source.Directions).Select(d => $"new({Source.Offset + (d * Source.Size)}, {Source.Size})");
            return $"new({Weight.Offset}, {Bias.Offset}, {Weight.Shape[0]}, {Offset}, [{string.Join(", ", inputs)}])";
        }
    }
}
