using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>
    /// Products with weights in 8 bits, of tiles [<paramref name="first"/>, <paramref name="end"/>): each of A's two blocks meets the
    /// weights of one segment, and is made whole numbers first.
    /// </summary>
    internal static void MultiplyBytes(
        PackedMatrix b, int first, int end, int rows, float* start, nint startStride,
        float* a1, nint a1Stride, int inner1, float* a2, nint a2Stride, int inner2, float* c, nint cStride, int innerBegin)
    {
        if (inner1 > 0)
        {
            MultiplyBytes(b, b.Segment(innerBegin, inner1), first, end, rows, start, startStride, a1, a1Stride, c, cStride);
            start = c;
            startStride = cStride;
        }

        if (inner2 > 0)
            MultiplyBytes(b, b.Segment(innerBegin + inner1, inner2), first, end, rows, start, startStride, a2, a2Stride, c, cStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyBytes(
        PackedMatrix b, ByteSegment segment, int first, int end, int rows, float* start, nint startStride, float* a, nint aStride, float* c,
        nint cStride)
    {
        TilePlan plan = b.Plan;
        ByteInputs inputs = ByteInputs.Own;
        inputs.Read(a, aStride, rows, segment.Inner);
        ByteArguments t = default;
        t.Lanes = segment.Lanes;
        t.A = inputs.Bytes;
        t.AStride = inputs.Stride;
        t.RowScales = inputs.Scales;
        t.StartStride = startStride;
        t.CStride = cStride;
        bool backwards = rows == 1 && b.IsFar && plan.Turn(first);
        for (int i = first; i < end; i++)
        {
            int tile = backwards ? first + end - 1 - i : i, piece = plan.TileStart[tile], pieces = plan.TileStart[tile + 1] - piece,
                columns = pieces * Panel.Units;
            bool contiguous = plan.IsContiguous(tile, tile + 1);
            int shift = contiguous ? piece * Panel.Units : 0;
            t.B = b.Pointer + (nint)piece * Panel.Units * b.StoredRows + (nint)segment.FirstLane * columns;
            t.ColumnScales = segment.Scales + piece * Panel.Units;
            t.ColumnOffsets = segment.Offsets + piece * Panel.Units;
            t.Offsets = contiguous ? null : plan.Offsets + piece;
            t.Start = start + shift;
            t.C = c + shift;
            ByteKernel.Run(b.Level, pieces, rows, t);
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(segment);
    }
}
