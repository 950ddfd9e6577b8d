namespace LstmGen.Training;

/// <summary>What one recurrent layer and direction computed for one sequence of T steps.</summary>
/// <param name="Name">For example <c>Lstm0</c> or <c>Lstm0Reverse</c>.</param>
/// <param name="Units">Units of the gates and of c.</param>
/// <param name="Gates">Each gate after its activation by name (<c>i f g o</c> of an LSTM), [T, units].</param>
/// <param name="Hidden">h after each step, [T, width of h].</param>
/// <param name="Cell">c after each step, [T, units]; null where the cell has none.</param>
public sealed record LayerTrace(string Name, int Units, IReadOnlyDictionary<string, float[]> Gates, float[] Hidden, float[]? Cell);
