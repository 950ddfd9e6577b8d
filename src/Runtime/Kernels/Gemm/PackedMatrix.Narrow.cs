using LstmGen.Training;

namespace LstmGen.CompilerServices;

public sealed unsafe partial class PackedMatrix
{
    private ByteSegment[] _segments = [];

    /// <summary>
    /// Stores the weights in fewer bits, in place of the floats, until they are packed again. A matrix for the backward pass stays as it
    /// is.
    /// </summary>
    /// <param name="precision">What to store.</param>
    /// <exception cref="InvalidOperationException">The matrix holds no weights, or is narrow already.</exception>
    internal void Narrow(WeightPrecision precision)
    {
        if (precision == WeightPrecision.Float32 || InnerRow.Units != 0)
            return;
        if (Packed == 0 || Precision != WeightPrecision.Float32)
            throw new InvalidOperationException(
                "Only a matrix that was packed, and is not narrow yet, can be stored in fewer bits: pack it first.");
        if (precision == WeightPrecision.Int8)
        {
            NarrowToBytes();
            return;
        }

        if (ByColumns)
        {
            // So few that they stay floats.
            foreach (ref float weight in _values.Span)
                weight = HalfWeights.Round(weight);
            Precision = precision;
            return;
        }

        int rows = (Inner + 1) / 2;
        AlignedBuffer narrow = new(checked(Plan.TileStart[^1] * Panel.Units * rows));
        for (int tile = 0; tile < Plan.Tiles; tile++)
        {
            (nint from, int row) = Locate(tile, 0);
            HalfWeights.Narrow((float*)from, row, Inner, narrow.Pointer + (nint)Plan.TileStart[tile] * Panel.Units * rows);
        }

        (_values, StoredRows, Precision) = (narrow, rows, precision);
    }

    /// <summary>In 8 bits: the weights of the rows of B that begin at <paramref name="begin"/>, which were packed together.</summary>
    /// <exception cref="ArgumentException">Other rows were packed together.</exception>
    internal ByteSegment Segment(int begin, int inner)
    {
        foreach (ByteSegment segment in _segments)
        {
            if (segment.Begin == begin && segment.Inner == inner)
                return segment;
        }

        throw new ArgumentException(
            $"Rows {begin} to {begin + inner} of a matrix in 8 bits were not packed together, and have no scales of their own; "
                + $"{string.Join(", ", _segments.Select(one => $"{one.Begin} to {one.Begin + one.Inner}"))} were.",
            nameof(inner));
    }

    /// <summary>Makes one tile of columns that were stored whole.</summary>
    private void StoreByRows()
    {
        AlignedBuffer tile = new(Panel.Units * Inner);
        int length = ColumnDots.ColumnLength(Inner);
        for (int column = 0; column < Columns.Units; column++)
            for (int k = 0; k < Inner; k++)
                tile.Span[k * Panel.Units + column] = _values.Span[column * length + k];
        (_values, ByColumns) = (tile, false);
    }

    private void NarrowToBytes()
    {
        if (ByColumns)
            StoreByRows();
        int columns = Plan.TileStart[^1] * Panel.Units, rows = 0;
        List<ByteSegment> segments = [];
        foreach ((int begin, int inner) in _packedRows)
        {
            segments.Add(new ByteSegment(begin, inner, rows, columns));
            rows += segments[^1].Lanes;
        }

        AlignedBuffer narrow = new(checked(columns * rows));
        for (int tile = 0; tile < Plan.Tiles; tile++)
            foreach (ByteSegment segment in segments)
            {
                (nint from, int row) = Locate(tile, segment.Begin);
                nint first = (nint)Plan.TileStart[tile] * Panel.Units;
                segment.Narrow((float*)from, row, (sbyte*)(narrow.Pointer + first * rows + (nint)segment.FirstLane * row), (int)first);
            }

        _segments = [.. segments];
        (_values, StoredRows, Precision) = (narrow, rows, WeightPrecision.Int8);
    }
}
