namespace LstmGen.Cells;

/// <summary>
/// Leaky integrator units: h moves towards tanh of the pre-activation by a learned share a step (Jaeger et al. 2007, "Optimization and
/// applications of echo state networks with leaky-integrator neurons").
/// </summary>
[Cell]
public static class LeakyIntegrator
{
    /// <summary>A step of one unit.</summary>
    /// <param name="a">The pre-activation.</param>
    /// <param name="leak">Logit of the share, 0 at the start: a half.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float a, [Weight(0f)] float leak, ref float h) => h += Sigmoid(leak) * (Tanh(a) - h);
}
