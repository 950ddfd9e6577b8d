namespace LstmGen.Cells;

/// <summary>
/// The gated recurrent unit whose reset gate acts before the recurrent product (Cho et al. 2014, arXiv:1406.1078); gates r, z, n.
/// </summary>
[Cell]
public static class ResetBeforeGru
{
    /// <summary>What the candidate's recurrent product multiplies.</summary>
    /// <param name="r">The reset gate.</param>
    /// <param name="h">The output of the step before.</param>
    public static float Reset(float r, float h) => Sigmoid(r) * h;

    /// <summary>A step of one unit.</summary>
    /// <param name="r">The reset gate.</param>
    /// <param name="z">The update gate.</param>
    /// <param name="n">The candidate.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float r, [Gate] float z, [Gate(Of = nameof(Reset))] float n, ref float h)
    {
        float candidate = Tanh(n);
        h = candidate + Sigmoid(z) * (h - candidate);
    }
}
