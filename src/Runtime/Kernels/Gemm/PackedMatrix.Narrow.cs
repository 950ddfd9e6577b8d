using LstmGen.Training;

namespace LstmGen.CompilerServices;

public sealed unsafe partial class PackedMatrix
{
    /// <summary>
    /// Stores the weights in fewer bits, in place of the floats, until they are packed again. A matrix for the backward pass stays as it is.
    /// </summary>
    /// <param name="precision">What to store.</param>
    /// <exception cref="InvalidOperationException">The matrix holds no weights, or is narrow already.</exception>
    internal void Narrow(WeightPrecision precision)
    {
        if (precision == WeightPrecision.Float32 || InnerRow.Units != 0)
            return;
        if (Packed == 0 || Precision != WeightPrecision.Float32)
            throw new InvalidOperationException("Only a matrix that was packed, and is not narrow yet, can be stored in fewer bits: pack it first.");
        int rows = (Inner + 1) / 2;
        AlignedBuffer narrow = new(checked(Plan.TileStart[^1] * Panel.Units * rows));
        for (int tile = 0; tile < Plan.Tiles; tile++)
        {
            (nint from, int row) = Locate(tile, 0);
            HalfWeights.Narrow((float*)from, row, Inner, narrow.Pointer + (nint)Plan.TileStart[tile] * Panel.Units * rows);
        }

        (_values, StoredRows, Precision) = (narrow, rows, precision);
    }
}
