namespace LstmGen.Kernels;

/// <summary>Transposes blocks of up to eight rows.</summary>
internal static class PanelTranspose
{
    /// <summary>Writes <c>to[k * toStride + r] = from[r * fromStride + k]</c> for r &lt; rows (at most 8), k &lt; length.</summary>
    public static void ToColumns(ReadOnlySpan<float> from, int fromStride, int rows, int length, Span<float> to, int toStride)
    {
        for (int k = 0; k < length; k++)
            for (int r = 0; r < rows; r++)
                to[k * toStride + r] = from[r * fromStride + k];
    }
}
