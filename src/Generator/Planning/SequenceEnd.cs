namespace LstmGen.Generator.Planning;

/// <summary>What an element of the declaration gives.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Layer">The layer that writes it last; null for the model's input, which none writes.</param>
internal sealed record SequenceEnd(SequencePlan Sequence, LayerPlan? Layer);
