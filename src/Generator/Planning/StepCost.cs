namespace LstmGen.Generator.Planning;

/// <summary>What a step of a recurrent layer reads, by which threads choose how to share it.</summary>
/// <param name="Weights">Weights of one direction.</param>
/// <param name="Directions">1 or 2.</param>
/// <param name="SharedPanels">Panels that threads may share, or 0.</param>
internal sealed record StepCost(long Weights, int Directions, int SharedPanels);
