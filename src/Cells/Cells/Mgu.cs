namespace LstmGen.Cells;

/// <summary>
/// The minimal gated unit: a GRU whose one gate both resets and updates (Zhou et al. 2016, arXiv:1603.09420); gates f, n.
/// </summary>
[Cell]
public static class Mgu
{
    /// <summary>What the candidate's recurrent product multiplies.</summary>
    /// <param name="f">The gate.</param>
    /// <param name="h">The output of the step before.</param>
    public static float Forget(float f, float h) => Sigmoid(f) * h;

    /// <summary>A step of one unit.</summary>
    /// <param name="f">The gate.</param>
    /// <param name="n">The candidate.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float f, [Gate(Of = nameof(Forget))] float n, ref float h) => h += Sigmoid(f) * (Tanh(n) - h);
}
