namespace LstmGen.Cells;

/// <summary>minGRU: a GRU whose gate and candidate see x only (Feng et al. 2024, arXiv:2410.01201); gates z, n.</summary>
[Cell]
public static class MinGru
{
    /// <summary>A step of one unit.</summary>
    /// <param name="z">The update gate.</param>
    /// <param name="n">The candidate.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate(Reads = Reads.Input)] float z, [Gate(Reads = Reads.Input)] float n, ref float h) =>
        h += Sigmoid(z) * (n - h);
}
