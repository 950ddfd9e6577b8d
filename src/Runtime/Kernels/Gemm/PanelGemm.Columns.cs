using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>Rows of A times the columns of a matrix that is stored by them; what does not fit is said before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyColumns(
        PackedMatrix b, int rows, ReadOnlySpan<float> bias, ReadOnlySpan<float> a1, int a1Stride, int inner1, ReadOnlySpan<float> a2,
        int a2Stride, int inner2, Span<float> c, int cStride, int innerBegin)
    {
        fixed (float* pBias = bias, pA1 = a1, pA2 = a2, pC = c)
        {
            delegate*<in RowArguments, void> kernel = ColumnDots.Kernel(b.Level);
            RowArguments t = ColumnDots.Place(b, innerBegin, bias.IsEmpty ? pC : pBias, pA1, inner1, pA2, inner2, pC);
            for (; rows > 0; rows--)
            {
                kernel(t);
                t.A1 += a1Stride;
                t.A2 += a2Stride;
                t.C += cStride;
                if (bias.IsEmpty) t.Start = t.C;
            }
        }
        GC.KeepAlive(b);
    }
}
