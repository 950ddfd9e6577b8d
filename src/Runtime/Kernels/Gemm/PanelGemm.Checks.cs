using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static partial class PanelGemm
{
    /// <summary>All checks at once: building messages has no place in a call that may take a hundred nanoseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Fits(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, int bias, int a1, int a1Stride, int inner1, int a2, int a2Stride,
        int inner2, int c, int cStride, int innerBegin)
    {
        int group = b.Plan.PanelsPerGroup, panels = b.Columns.Panels, rowLength = b.Columns.RowLength;
        bool backward = b.InnerRow.Units != 0;
        return rows > 0 && panelBegin >= 0 && panelEnd <= panels && panelBegin % group == 0 && (panelEnd == panels || panelEnd % group == 0)
            && innerBegin >= 0 && inner1 >= 0 && inner2 >= 0 && innerBegin + inner1 + inner2 <= b.Packed
            && !(backward && (inner2 != 0 || inner1 != b.Inner))
            && (bias == 0 || bias >= rowLength)
            && Reaches(a1, rows, a1Stride, backward ? b.InnerRow.RowLength : inner1)
            && Reaches(a2, rows, a2Stride, inner2)
            && Reaches(c, rows, cStride, rowLength);
    }

    /// <summary>As <see cref="Fits"/> for one row and all panels, without a division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool RowFits(PackedMatrix b, int bias, int a1, int inner1, int a2, int inner2, int c, int innerBegin)
    {
        int rowLength = b.RowLength;
        return (innerBegin | inner1 | inner2) >= 0 && innerBegin + inner1 + inner2 <= b.Packed
            && (bias == 0 || bias >= rowLength) && a1 >= inner1 && a2 >= inner2 && c >= rowLength;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Reaches(int length, int rows, int stride, int row)
        => row == 0 || (stride >= 0 && length >= (long)(rows - 1) * stride + row);

    /// <summary>Throws for the first check that fails.</summary>
    private static void Explain(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, int inner1, ReadOnlySpan<float> a2, int a2Stride, int inner2, ReadOnlySpan<float> c,
        int cStride, int innerBegin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (b.Packed == 0)
            throw new InvalidOperationException("The matrix holds no weights: pack it first.");
        int group = b.Plan.PanelsPerGroup, panels = b.Columns.Panels;
        if (panelBegin < 0 || panelEnd > panels || panelBegin % group != 0 || (panelEnd % group != 0 && panelEnd != panels))
            throw new ArgumentOutOfRangeException(nameof(panelBegin),
                $"Panels {panelBegin} to {panelEnd} of {panels}: ranges begin and end at multiples of {group} "
                    + "(PanelStep) or at the last panel.");
        if (innerBegin < 0 || inner1 < 0 || inner2 < 0 || innerBegin + inner1 + inner2 > b.Inner)
            throw new ArgumentException($"Inner lengths {inner1} + {inner2} from {innerBegin} must lie within {b.Inner}.", nameof(inner1));
        if (b.InnerRow.Units != 0 && (inner2 != 0 || inner1 != b.Inner))
            throw new ArgumentException(
                $"A matrix made by ForBackward takes one block of gate rows, {b.Inner} values each.", nameof(inner1));
        if (!bias.IsEmpty && bias.Length < b.Columns.RowLength)
            throw new ArgumentException($"The bias has {bias.Length} values; a gate row has {b.Columns.RowLength}.", nameof(bias));
        Reach(a1.Length, rows, a1Stride, b.InnerRow.Units != 0 ? b.InnerRow.RowLength : inner1, nameof(a1));
        Reach(a2.Length, rows, a2Stride, inner2, nameof(a2));
        Reach(c.Length, rows, cStride, b.Columns.RowLength, nameof(c));
    }

    private static void Reach(int length, int rows, int stride, int row, string parameter)
    {
        if (!Reaches(length, rows, stride, row))
            throw new ArgumentException(
                $"{rows} rows of {row} values at stride {stride} need more than the {length} values given.", parameter);
    }
}
