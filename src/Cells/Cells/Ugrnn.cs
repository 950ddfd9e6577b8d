namespace LstmGen.Cells;

/// <summary>The update gate network: between an Elman network and a GRU (Collins et al. 2016, arXiv:1611.09913); gates g, c.</summary>
[Cell]
public static class Ugrnn
{
    /// <summary>A step of one unit.</summary>
    /// <param name="g">The update gate.</param>
    /// <param name="c">The candidate.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float g, [Gate] float c, ref float h)
    {
        float update = Sigmoid(g);
        h = update * h + (1 - update) * Tanh(c);
    }
}
