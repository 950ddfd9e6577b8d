namespace LstmGen.Generator.Planning;

/// <summary>
/// How a layer computes a piece of its steps, so that the layers of a stack can work on different pieces at the same time.
/// </summary>
/// <param name="Forward">Statement for steps [from, to) of all rows; needs those of the layer below.</param>
/// <param name="Backward">Statements for the same steps backward; needs those of the layer above.</param>
/// <param name="Time">Member that says which rows are alive at which step.</param>
/// <param name="MultiplyAdds">Of one step of one row; 0 for a layer that is worth no thread of its own.</param>
internal sealed record WaveStep(string Forward, IReadOnlyList<string> Backward, string Time, long MultiplyAdds);
