namespace LstmGen.Training;

/// <summary>Counts of chunks, and the scores that follow from them, as fractions.</summary>
/// <param name="Right">Predicted chunks with begin, end and type of a target chunk.</param>
/// <param name="Predicted">Predicted chunks.</param>
/// <param name="Targets">Target chunks.</param>
public record struct ChunkCounts(long Right, long Predicted, long Targets)
{
    /// <summary>right / predicted, or 0 for no predicted chunk.</summary>
    public readonly double Precision => Predicted == 0 ? 0 : (double)Right / Predicted;

    /// <summary>right / targets, or 0 for no target chunk.</summary>
    public readonly double Recall => Targets == 0 ? 0 : (double)Right / Targets;

    /// <summary>2 P R / (P + R), or 0 where both are 0.</summary>
    public readonly double F1 => Right == 0 ? 0 : 2.0 * Right / (Predicted + Targets);
}
