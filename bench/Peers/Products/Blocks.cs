using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>A product of many rows, in blocks of rows that stay in the caches while all columns are computed.</summary>
internal static class Blocks
{
    private const int Rows = 128;

    /// <summary>C = bias + A B; an empty bias counts as zeros.</summary>
    public static void Multiply(
        PackedMatrix b, int rows, ReadOnlySpan<float> bias, ReadOnlySpan<float> a, int aStride, Span<float> c, int cStride)
    {
        for (int row = 0; row < rows; row += Rows)
            PanelGemm.Multiply(
                b, Math.Min(Rows, rows - row), bias, a[(row * aStride)..], aStride, c[(row * cStride)..], cStride, accumulate: false);
    }
}
