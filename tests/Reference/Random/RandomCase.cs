using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Random;

/// <summary>A drawn declaration with parameters and one batch; everything in it is exact in float.</summary>
/// <param name="Seed">Seed of the parameters and the data.</param>
/// <param name="Options">What was allowed.</param>
/// <param name="Model">The declaration.</param>
/// <param name="Parameters">Values by name.</param>
/// <param name="Data">The batch with targets for all heads.</param>
public sealed record RandomCase(
    int Seed, RandomModelOptions Options, ReferenceModel Model, Dictionary<string, double[]> Parameters, ReferenceData Data)
{
    /// <summary>What the reference computes for it.</summary>
    public ReferenceResult Compute(bool single = false) => ReferenceRun.Compute(Model, Parameters, Data, single);

    /// <inheritdoc/>
    public override string ToString()
    {
        string lengths = Data.Lengths is null ? "full" : $"[{string.Join(", ", Data.Lengths)}]";
        return $"// seed {Seed}, {Data.Batch} rows, {Data.Time} steps, lengths {lengths}\n{Model.Declaration}";
    }
}
