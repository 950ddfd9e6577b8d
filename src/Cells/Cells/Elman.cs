namespace LstmGen.Cells;

/// <summary>The simple recurrent network: h_t = tanh(W x_t + U h_(t-1) + b) (Elman 1990, "Finding structure in time").</summary>
[Cell]
public static class Elman
{
    /// <summary>A step of one unit.</summary>
    /// <param name="a">The pre-activation.</param>
    /// <param name="h">The output.</param>
    public static void Step([Gate] float a, out float h) => h = Tanh(a);
}
