namespace LstmGen.Cells;

/// <summary>
/// JANET: an LSTM with a forget gate only (van der Westhuizen and Lasenby 2018, arXiv:1804.04849), with beta = 0; gates f, g.
/// </summary>
[Cell]
public static class Janet
{
    /// <summary>A step of one unit.</summary>
    /// <param name="f">The forget gate.</param>
    /// <param name="g">The candidate.</param>
    /// <param name="c">The cell.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float f, [Gate] float g, ref float c, out float h)
    {
        float keep = Sigmoid(f);
        c = keep * c + (1 - keep) * Tanh(g);
        h = c;
    }
}
