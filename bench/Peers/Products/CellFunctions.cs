using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// The exponentials and hyperbolic tangents of a cell, as many of each as a forward pass computes, in the place of its gates: those of the
/// LSTM, the GRU and the Elman cell, by their number of gates.
/// </summary>
internal static class CellFunctions
{
    /// <summary>Computes them for the units of panels [begin, end) of each row.</summary>
    /// <param name="gates">The rows.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="layout">Of a row.</param>
    /// <param name="slots">Gates of a unit: 4, 3 or 1.</param>
    /// <param name="begin">First panel.</param>
    /// <param name="end">Panel after the last.</param>
    public static void Apply(Span<float> gates, int rows, GateLayout layout, int slots, int begin, int end)
    {
        int panel = layout.RowLength / layout.Panels, units = (end - begin) * panel / slots;
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = gates.Slice(row * layout.RowLength + begin * panel, slots * units);
            // All gates but one go through the sigmoid; an LSTM's state goes through tanh too.
            Activations.Sigmoid(values[units..]);
            Activations.Tanh(values[..units]);
            if (slots == 4)
                Activations.Tanh(values[..units]);
        }
    }
}
