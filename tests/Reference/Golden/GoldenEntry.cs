using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Golden;

/// <summary>A case to be written.</summary>
/// <param name="Name">Name of the files and of the case.</param>
/// <param name="Model">One recurrent attribute with the default name, one head with the default name.</param>
/// <param name="Parameters">Values that are exact in float.</param>
/// <param name="Data">The batch; its values are exact in float.</param>
/// <param name="Optimizers">Whether ten steps of each optimizer are written too.</param>
public sealed record GoldenEntry(
    string Name, ReferenceModel Model, Dictionary<string, double[]> Parameters, ReferenceData Data, bool Optimizers = false)
{
    /// <summary>
    /// Whether sequences are written [T, B, ...], as PyTorch's <c>batch_first=False</c> has them; in memory they stay batch first.
    /// </summary>
    public bool TimeMajor { get; init; }

    /// <summary>The recurrent attribute.</summary>
    public Layers.RecurrentLayer Layer => Model.Layers is [Layers.RecurrentLayer { Name: null } layer]
        ? layer
        : throw new ArgumentException($"Case {Name} must have exactly one layer attribute, a recurrent one without a name.");

    /// <summary>The head.</summary>
    public Heads.ReferenceHead Head => Model.Heads is [{ Name: null, LossWeight: 1 } head]
        ? head
        : throw new ArgumentException($"Case {Name} must have exactly one head, without a name or a loss weight.");

    internal ReferenceTarget Target => Data.Targets.GetValueOrDefault("head")
        ?? throw new ArgumentException($"Case {Name} has no target.");
}
