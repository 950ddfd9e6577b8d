using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// Matrix products <c>C = bias + A B</c> or <c>C += A B</c> with a packed right-hand side. Every element adds its products in the order
/// k = 0, 1, 2, ... whatever the tile, or as <see cref="ColumnDots"/> say, so a row's result does not depend on the rows that are computed
/// with it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class PanelGemm
{
    /// <summary>Floats of C, 16 KB, that stay in the first-level cache together.</summary>
    private const int StepLength = 4096;

    /// <summary>
    /// Panels that one call of
    /// <see cref="Multiply(PackedMatrix, int, int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, int, int, ReadOnlySpan{float}, int, int,
    /// Span{float}, int, int)"/>
    /// should compute so that the caller finds them in the first-level cache; panel ranges begin at multiples of it.
    /// </summary>
    /// <param name="b">The matrix.</param>
    /// <param name="rows">Rows of A.</param>
    public static int PanelStep(PackedMatrix b, int rows)
    {
        ArgumentNullException.ThrowIfNull(b);
        int group = b.Plan.PanelsPerGroup, groups = b.Plan.GroupCount;
        // In 8 bits each call makes its rows of A whole numbers: fewer calls.
        int length = b.Precision == WeightPrecision.Int8 ? 8 * StepLength : StepLength;
        return rows <= 2 ? groups * group : Math.Clamp(length / (rows * group * b.Columns.PanelLength), 1, groups) * group;
    }

    /// <summary>Computes the window columns of panels [<paramref name="panelBegin"/>, <paramref name="panelEnd"/>) of C.</summary>
    /// <param name="b">B, at least [innerBegin + inner1 + inner2, columns].</param>
    /// <param name="panelBegin">First panel, a multiple of <see cref="PanelStep"/>.</param>
    /// <param name="panelEnd">Panel after the last: a multiple of <see cref="PanelStep"/> or the number of panels.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="bias">A gate row that every row of C starts from; empty to add to C.</param>
    /// <param name="a1">A's first columns, [rows, inner1].</param>
    /// <param name="a1Stride">Floats from row to row of <paramref name="a1"/>.</param>
    /// <param name="inner1">Columns of <paramref name="a1"/>.</param>
    /// <param name="a2">A's further columns, [rows, inner2]; may be empty.</param>
    /// <param name="a2Stride">Floats from row to row of <paramref name="a2"/>.</param>
    /// <param name="inner2">Columns of <paramref name="a2"/>.</param>
    /// <param name="c">C, rows of <see cref="GateLayout.RowLength"/>; outside the window it is not touched.</param>
    /// <param name="cStride">Floats from row to row of C.</param>
    /// <param name="innerBegin">Row of B that A's first column meets; the rows before and after are left out.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, int inner1, ReadOnlySpan<float> a2, int a2Stride, int inner2,
        Span<float> c, int cStride, int innerBegin = 0)
    {
        ArgumentNullException.ThrowIfNull(b);
        if (rows != 1 || b.InnerRow.Units != 0 || b.ByColumns || b.Precision != WeightPrecision.Float32
            || !MultiplyRow(b, panelBegin, panelEnd, bias, a1, inner1, a2, inner2, c, innerBegin))
            MultiplyRows(b, panelBegin, panelEnd, rows, bias, a1, a1Stride, inner1, a2, a2Stride, inner2, c, cStride, innerBegin);
    }

    /// <summary>Computes all columns of C from one block of A.</summary>
    /// <param name="b">B, [inner, columns].</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="bias">A gate row that every row of C starts from; empty to add to C.</param>
    /// <param name="a">A, [rows, inner]; gate rows where <paramref name="b"/> was made by <see cref="PackedMatrix.ForBackward"/>.</param>
    /// <param name="aStride">Floats from row to row of A.</param>
    /// <param name="c">C.</param>
    /// <param name="cStride">Floats from row to row of C.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        PackedMatrix b, int rows, ReadOnlySpan<float> bias, ReadOnlySpan<float> a, int aStride, Span<float> c, int cStride)
        => Multiply(b, rows, bias, a, aStride, c, cStride, accumulate: bias.IsEmpty);

    /// <inheritdoc cref="Multiply(PackedMatrix, int, ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float}, int)"/>
    /// <param name="accumulate">Whether to add to C; if not, an empty <paramref name="bias"/> means to start from zero.</param>
#pragma warning disable CS1573 // the other parameters are inherited
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        PackedMatrix b, int rows, ReadOnlySpan<float> bias, ReadOnlySpan<float> a, int aStride, Span<float> c, int cStride, bool accumulate)
#pragma warning restore CS1573
    {
        ArgumentNullException.ThrowIfNull(b);
        if (accumulate && !bias.IsEmpty)
            throw new ArgumentException("A product that accumulates takes no bias: C holds the start values.", nameof(bias));
        if (!accumulate && bias.IsEmpty) bias = b.ZeroBias;
        Multiply(b, 0, b.Columns.Panels, rows, bias, a, aStride, b.Inner, default, 0, 0, c, cStride);
    }

    /// <summary>
    /// Computes the columns of panels [<paramref name="panelBegin"/>, <paramref name="panelEnd"/>) of C from one block of A.
    /// </summary>
    /// <param name="b">B, [inner, columns].</param>
    /// <param name="panelBegin">First panel, a multiple of <see cref="PanelStep"/>.</param>
    /// <param name="panelEnd">Panel after the last: a multiple of <see cref="PanelStep"/> or the number of panels.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="a">A, [rows, inner]; gate rows where <paramref name="b"/> was made by <see cref="PackedMatrix.ForBackward"/>.</param>
    /// <param name="aStride">Floats from row to row of A.</param>
    /// <param name="c">C.</param>
    /// <param name="cStride">Floats from row to row of C.</param>
    /// <param name="accumulate">Whether to add to C.</param>
    public static void Multiply(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> a, int aStride, Span<float> c, int cStride,
        bool accumulate)
    {
        ArgumentNullException.ThrowIfNull(b);
        Multiply(b, panelBegin, panelEnd, rows, accumulate ? default : b.ZeroBias, a, aStride, b.Inner, default, 0, 0, c, cStride);
    }
}
