using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>
/// Asks for values that the next step of a sequence will read, while this one computes: rows lie too far apart for a processor to foresee
/// them, and a product would wait for each. It changes no result, and does nothing where processors cannot be asked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReadAhead
{
    // A sequence of up to 128 KB is in the second-level cache anyway.
    private const int Cached = 32 * 1024;

    /// <summary>
    /// Asks for a share of some rows. Rows that do not lie in <paramref name="values"/>, as those after the last step, are none.
    /// </summary>
    /// <param name="values">The rows of all steps, [T * B, stride].</param>
    /// <param name="first">The first row to be read.</param>
    /// <param name="rows">Number of rows to be read.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="begin">First part of the share.</param>
    /// <param name="end">Part after the last.</param>
    /// <param name="parts">All parts that the rows are shared out to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Share(ReadOnlySpan<float> values, int first, int rows, int stride, int begin, int end, int parts)
    {
        if (values.Length > Cached && Sse.IsSupported)
            Ask(values, (long)first * stride, (long)rows * stride, begin, end, parts);
    }

    private static unsafe void Ask(ReadOnlySpan<float> values, long at, long count, int begin, int end, int parts)
    {
        const int line = 16;
        if (at < 0 || at + count > values.Length)
            return;
        fixed (float* p = values)
        {
            float* to = p + at + count * end / parts;
            for (float* from = p + at + count * begin / parts; from < to; from += line)
                Sse.Prefetch1(from);
        }
    }
}
