using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Small operations on rows of gates.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
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
    /// <exception cref="ArgumentException">The panels, the bias or the rows do not fit.</exception>
    public static void Fill(
        GateLayout window, ReadOnlySpan<float> bias, int panelBegin, int panelEnd, int rows, Span<float> gates, int stride)
    {
        int length = window.RowLength;
        if (panelBegin < 0 || panelEnd > window.Panels)
            throw new ArgumentOutOfRangeException(
                nameof(panelBegin), $"Panels {panelBegin} to {panelEnd} do not lie in the {window.Panels} panels of the rows.");
        if (bias.Length < length)
            throw new ArgumentException($"The bias has {bias.Length} values; a gate row has {length}.", nameof(bias));
        if (rows > 0 && gates.Length < (long)(rows - 1) * stride + length)
            throw new ArgumentException(
                $"{rows} rows of {length} values at stride {stride} need more than the {gates.Length} values given.", nameof(gates));
        for (int row = 0; row < rows; row++)
        {
            for (int panel = panelBegin; panel < panelEnd; panel++)
            {
                int at = window.Position(panel * Panel.Units, window.First);
                ref readonly float from = ref bias[at];
                ref float to = ref gates[row * stride + at];
                for (int i = 0; i < window.WindowLength; i += Panel.Units)
                    F32x8.Store(F32x8.Load(in from, i), ref to, i);
            }
        }
    }
}
