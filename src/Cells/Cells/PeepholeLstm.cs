namespace LstmGen.Cells;

/// <summary>
/// The LSTM whose gates see the cell through a weight per unit (Gers and Schmidhuber 2000, "Recurrent nets that time and count").
/// </summary>
[Cell]
public static class PeepholeLstm
{
    /// <summary>A step of one unit.</summary>
    /// <param name="i">The input gate.</param>
    /// <param name="f">The forget gate.</param>
    /// <param name="g">The candidate.</param>
    /// <param name="o">The output gate.</param>
    /// <param name="ci">How the input gate sees the cell before the step.</param>
    /// <param name="cf">How the forget gate does.</param>
    /// <param name="co">How the output gate sees the cell after it.</param>
    /// <param name="c">The cell.</param>
    /// <param name="h">The output.</param>
    public static void Step(
        [Gate] float i, [Gate] float f, [Gate] float g, [Gate] float o, [Weight] float ci, [Weight] float cf, [Weight] float co,
        ref float c, out float h)
    {
        c = Sigmoid(f + cf * c) * c + Sigmoid(i + ci * c) * Tanh(g);
        h = Sigmoid(o + co * c) * Tanh(c);
    }
}
