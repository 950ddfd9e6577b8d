namespace LstmGen.Cells;

/// <summary>The LSTM with f = 1 - i (Greff et al. 2015, arXiv:1503.04069); gates i, g, o.</summary>
[Cell]
public static class CoupledLstm
{
    /// <summary>A step of one unit.</summary>
    /// <param name="i">The input gate.</param>
    /// <param name="g">The candidate.</param>
    /// <param name="o">The output gate.</param>
    /// <param name="c">The cell.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float i, [Gate] float g, [Gate] float o, ref float c, out float h)
    {
        float input = Sigmoid(i);
        c = (1 - input) * c + input * Tanh(g);
        h = Sigmoid(o) * Tanh(c);
    }
}
