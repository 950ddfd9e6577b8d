using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Training;

/// <summary>The Euclidean norm of a gradient block, with the same bits on any number of threads and any machine.</summary>
/// <remarks>
/// The block is cut into chunks of <see cref="ChunkLength"/> values. Inside a chunk, squares are summed in double into 16
/// lanes of a fixed order; the chunks are then added from first to last. Workers may compute chunks in any order, as long as
/// <see cref="Combine"/> gets their sums in place.
/// </remarks>
public static class GradientNorm
{
    /// <summary>Values per chunk.</summary>
    public const int ChunkLength = 4096;

    /// <summary>Chunks of a block of <paramref name="length"/> values; the last may be short.</summary>
    public static int ChunkCount(int length) => (int)(((long)length + ChunkLength - 1) / ChunkLength);

    /// <summary>The sum of squares of one chunk. For workers: write it to slot <paramref name="chunk"/> of the partial sums.</summary>
    /// <param name="gradients">The whole block, [n].</param>
    /// <param name="chunk">0 to <see cref="ChunkCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such chunk.</exception>
    public static double ChunkSumOfSquares(ReadOnlySpan<float> gradients, int chunk)
    {
        if ((uint)chunk >= (uint)ChunkCount(gradients.Length))
        {
            throw new ArgumentOutOfRangeException(
                nameof(chunk), chunk,
                $"A block of {gradients.Length} values has {ChunkCount(gradients.Length)} chunks; number them from 0.");
        }

        int begin = chunk * ChunkLength;
        return SumOfSquares(gradients.Slice(begin, Math.Min(ChunkLength, gradients.Length - begin)));
    }

    /// <summary>The norm from the sums of all chunks, in chunk order.</summary>
    /// <param name="chunkSums">[<see cref="ChunkCount"/>].</param>
    public static float Combine(ReadOnlySpan<double> chunkSums)
    {
        double total = 0;
        foreach (double sum in chunkSums)
            total += sum;
        return (float)Math.Sqrt(total);
    }

    /// <summary>The norm of the whole block on the calling thread: the same bits as chunks and <see cref="Combine"/>.</summary>
    /// <param name="gradients">[n]; 0 for an empty block, NaN or infinity if a value is.</param>
    public static float Of(ReadOnlySpan<float> gradients)
    {
        double total = 0;
        for (int chunk = 0; chunk < ChunkCount(gradients.Length); chunk++)
            total += ChunkSumOfSquares(gradients, chunk);
        return (float)Math.Sqrt(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ref float v = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i + 16 <= values.Length; i += 16)
        {
            sum0 += Squares(ref v, i);
            sum1 += Squares(ref v, i + 4);
            sum2 += Squares(ref v, i + 8);
            sum3 += Squares(ref v, i + 12);
        }

        double tail = 0;
        for (; i < values.Length; i++)
            tail += (double)values[i] * values[i];

        var sum = (sum0 + sum1) + (sum2 + sum3);
        return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + tail;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Squares(ref float values, int i)
    {
        var four = Vector128.LoadUnsafe(ref values, (nuint)i);
        Vector256<double> wide = Avx.IsSupported
            ? Avx.ConvertToVector256Double(four)
            : Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four));
        return wide * wide;
    }
}
