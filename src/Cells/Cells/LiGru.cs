namespace LstmGen.Cells;

/// <summary>
/// The light GRU without batch normalisation: no reset gate, a rectified candidate (Ravanelli et al. 2018, arXiv:1803.10225); gates z, n.
/// </summary>
[Cell]
public static class LiGru
{
    /// <summary>A step of one unit.</summary>
    /// <param name="z">The update gate.</param>
    /// <param name="n">The candidate.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float z, [Gate] float n, ref float h)
    {
        float update = Sigmoid(z);
        h = update * h + (1 - update) * Relu(n);
    }
}
