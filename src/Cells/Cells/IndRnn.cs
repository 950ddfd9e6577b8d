namespace LstmGen.Cells;

/// <summary>
/// The independently recurrent network: each unit sees its own past only, through a weight of its own (Li et al. 2018, arXiv:1803.04831).
/// </summary>
[Cell]
public static class IndRnn
{
    /// <summary>A step of one unit.</summary>
    /// <param name="a">The pre-activation of x.</param>
    /// <param name="u">The recurrent weight, drawn from [0, 1).</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate(Reads = Reads.Input)] float a, [Weight(0f, 1f)] float u, ref float h) => h = Relu(a + u * h);
}
