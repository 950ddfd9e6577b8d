namespace LstmGen.Cells;

/// <summary>
/// The long short-term memory (Hochreiter and Schmidhuber 1997; forget gate of Gers et al. 2000), as <see cref="LstmAttribute"/>; gates i,
/// f, g, o.
/// </summary>
[Cell]
public static class PlainLstm
{
    /// <summary>A step of one unit.</summary>
    /// <param name="i">The input gate.</param>
    /// <param name="f">The forget gate.</param>
    /// <param name="g">The candidate.</param>
    /// <param name="o">The output gate.</param>
    /// <param name="c">The cell.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float i, [Gate] float f, [Gate] float g, [Gate] float o, ref float c, out float h)
    {
        c = Sigmoid(f) * c + Sigmoid(i) * Tanh(g);
        h = Sigmoid(o) * Tanh(c);
    }
}
