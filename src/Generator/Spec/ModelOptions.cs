using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Spec;

/// <summary>The arguments of <c>[RecurrentModel]</c>.</summary>
internal sealed record ModelOptions([property: SameResults] int TimeSteps, [property: SameResults] int Unroll)
{
    /// <summary>Whether weights are drawn as Keras does.</summary>
    [TrainingOnly]
    public bool KerasInitialization { get; init; }

    /// <summary>Whether code for GPUs is asked for.</summary>
    [SameResults]
    public bool Ilgpu { get; init; }
}
