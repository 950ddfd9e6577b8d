namespace LstmGen.Kernels;

/// <summary>Small operations on rows of gates.</summary>
public static class GateRows
{
    /// <summary>
    /// Starts the window of panels [<paramref name="panelBegin"/>, <paramref name="panelEnd"/>) of each row from a bias, for a
    /// product that adds to it.
    /// </summary>
    /// <param name="window">The slots that are written.</param>
    /// <param name="bias">A gate row.</param>
    /// <param name="panelBegin">First panel.</param>
    /// <param name="panelEnd">Panel after the last.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="gates">The rows.</param>
    /// <param name="stride">Values from one row to the next.</param>
    public static void Fill(
        GateLayout window, ReadOnlySpan<float> bias, int panelBegin, int panelEnd, int rows, Span<float> gates, int stride)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int panel = panelBegin; panel < panelEnd; panel++)
            {
                int at = window.Position(panel * Panel.Units, window.First);
                bias.Slice(at, window.WindowLength).CopyTo(gates.Slice(row * stride + at, window.WindowLength));
            }
        }
    }
}
