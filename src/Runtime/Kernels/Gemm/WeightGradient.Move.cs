using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class WeightGradient
{
    /// <summary>Input channels that lie next to each other: one group of an input.</summary>
    private struct InputRun
    {
        /// <summary>Number of the first channel among all inputs, and of channels.</summary>
        public int First, Length;
        public float* Values;
        public nint Stride;

        /// <summary>The first channel's column in the gradient, and the length of its rows.</summary>
        public float* Gradient;
        public int GradientStride;
    }

    private static int AddRuns(InputRun* runs, int known, int first, Channels channels, float* values, int stride, float* gradient)
    {
        for (int group = 0; group < channels.Groups; group++)
        {
            InputRun run = default;
            (run.First, run.Length) = (first + group * channels.Size, channels.Size);
            run.Values = values + group * Panel.Pad(channels.Size);
            run.Stride = stride;
            run.Gradient = gradient + group * channels.Size;
            run.GradientStride = channels.Count;
            runs[known++] = run;
        }
        return known;
    }

    /// <summary>
    /// Copies channels [k, k + count) of some rows to a stride of an odd number of cache lines: rows a power of two apart would share a few
    /// sets of the cache.
    /// </summary>
    /// <returns>Number of rows.</returns>
    private static int CopyInputs(
        InputRun* runs, int count, int k, int channels, ReadOnlySpan<ValidPairs.Stretch> stretches, float* to, nint toStride)
    {
        int rows = 0;
        foreach (ValidPairs.Stretch stretch in stretches)
        {
            CopyInputs(runs, count, k, channels, stretch.First, stretch.Length, to + rows * toStride, toStride);
            rows += stretch.Length;
        }
        return rows;
    }

    /// <summary>The same of rows that lie next to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyInputs(InputRun* runs, int count, int k, int channels, int row, int rows, float* to, nint toStride)
    {
        for (InputRun* run = runs; run < runs + count; run++)
        {
            int begin = Math.Max(k, run->First), length = Math.Min(k + channels, run->First + run->Length) - begin;
            if (length <= 0) continue;
            float* from = run->Values + row * run->Stride + (begin - run->First), target = to + (begin - k);
            for (int p = 0; p < rows; p++, from += run->Stride, target += toStride)
            {
                int i = 0;
                for (; i <= length - Panel.Units; i += Panel.Units) F32x8.Store(F32x8.Load(in *from, i), ref *target, i);
                for (; i < length; i++) target[i] = from[i];
            }
        }
    }

    /// <summary>
    /// Copies the pieces of some gate rows next to each other, [rows][pieces][8], and adds the rows to <paramref name="sums"/> unless it is
    /// null.
    /// </summary>
    private static void Gather(
        float* gates, nint stride, ReadOnlySpan<ValidPairs.Stretch> stretches, GateLayout layout, int piece, int pieces, float* to,
        float* sums)
    {
        foreach (ValidPairs.Stretch stretch in stretches)
        {
            Gather(gates + stretch.First * stride, stride, stretch.Length, layout, piece, pieces, to, sums);
            to += stretch.Length * pieces * Panel.Units;
        }
    }

    /// <summary>The same of rows that lie next to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float* gates, nint stride, int rows, GateLayout layout, int piece, int pieces, float* to, float* sums)
    {
        int at = 0;
        if (layout.Count == layout.Slots && Simd.Level == SimdLevel.Vector512)
        {
            for (; at <= pieces - 8; at += 8)
                Gather<F32x16>(
                    gates + (piece + at) * Panel.Units, 16, 32, 48, stride, rows, to + at * Panel.Units, pieces * Panel.Units,
                    At(sums, at));
        }
        for (; at <= pieces - 4; at += 4)
        {
            float* from = Piece(gates, layout, piece + at);
            nint second = (nint)(Piece(gates, layout, piece + at + 1) - from);
            nint third = (nint)(Piece(gates, layout, piece + at + 2) - from), fourth = (nint)(Piece(gates, layout, piece + at + 3) - from);
            Gather<F32x8>(from, second, third, fourth, stride, rows, to + at * Panel.Units, pieces * Panel.Units, At(sums, at));
        }
        for (; at < pieces; at++)
            GatherPiece(Piece(gates, layout, piece + at), stride, rows, to + at * Panel.Units, pieces * Panel.Units, At(sums, at));
    }

    private static float* Piece(float* gates, GateLayout layout, int piece)
        => gates + (piece / layout.Count * layout.PanelLength + (layout.First + piece % layout.Count) * Panel.Units);

    private static float* At(float* sums, int piece) => sums == null ? null : sums + piece * Panel.Units;

    /// <summary>The same for one piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherPiece(float* from, nint stride, int rows, float* to, nint toStride, float* sums)
    {
        F32x8 sum = sums == null ? F32x8.Zero : F32x8.Load(in *sums, 0);
        for (int p = 0; p < rows; p++, from += stride, to += toStride)
        {
            F32x8 value = F32x8.Load(in *from, 0);
            F32x8.Store(value, ref *to, 0);
            sum += value;
        }
        if (sums != null) F32x8.Store(sum, ref *sums, 0);
    }

    /// <summary>The same for four vectors, the last three so many floats after the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gather<V>(
        float* from, nint second, nint third, nint fourth, nint stride, int rows, float* to, nint toStride, float* sums)
        where V : struct, ILanes<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        if (sums != null)
        {
            sum0 = V.Load(in *sums, 0);
            sum1 = V.Load(in *sums, V.Count);
            sum2 = V.Load(in *sums, 2 * V.Count);
            sum3 = V.Load(in *sums, 3 * V.Count);
        }
        for (int p = 0; p < rows; p++, from += stride, to += toStride)
        {
            V v0 = V.Load(in *from, 0), v1 = V.Load(in from[second], 0), v2 = V.Load(in from[third], 0), v3 = V.Load(in from[fourth], 0);
            V.Store(v0, ref *to, 0);
            V.Store(v1, ref *to, V.Count);
            V.Store(v2, ref *to, 2 * V.Count);
            V.Store(v3, ref *to, 3 * V.Count);
            sum0 += v0;
            sum1 += v1;
            sum2 += v2;
            sum3 += v3;
        }
        if (sums == null) return;
        V.Store(sum0, ref *sums, 0);
        V.Store(sum1, ref *sums, V.Count);
        V.Store(sum2, ref *sums, 2 * V.Count);
        V.Store(sum3, ref *sums, 3 * V.Count);
    }

    /// <summary>gradient[gate * Units + unit][k] += sums[k][column], for the gates that have a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(
        float* sums, InputRun* runs, int count, int k, int channels, GateLayout layout, ReadOnlySpan<int> slots, int piece, int pieces)
    {
        for (int i = 0; i < pieces; i++)
            ScatterPiece(
                sums + i * Panel.Units, pieces * Panel.Units, runs, count, k, channels, layout,
                slots.IndexOf(layout.First + (piece + i) % layout.Count), (piece + i) / layout.Count * Panel.Units);
    }

    /// <summary>The same for one piece, the units from <paramref name="unit"/> on of one gate; a gate below 0 has no slot.</summary>
    private static void ScatterPiece(
        float* sums, int columns, InputRun* runs, int count, int k, int channels, GateLayout layout, int gate, int unit)
    {
        if (gate < 0) return;
        for (InputRun* run = runs; run < runs + count; run++)
        {
            int begin = Math.Max(k, run->First), length = Math.Min(k + channels, run->First + run->Length) - begin;
            if (length <= 0) continue;
            PanelTranspose.AddRows(
                sums + (nint)(begin - k) * columns, columns, length, Math.Min(Panel.Units, layout.Units - unit),
                run->Gradient + (nint)(gate * layout.Units + unit) * run->GradientStride + (begin - run->First), run->GradientStride);
        }
    }

    /// <summary>bias[gate * Units + unit] += sums[column], for the gates that have a slot.</summary>
    private static void AddBias(float* sums, GateLayout layout, ReadOnlySpan<int> slots, int from, int to, Span<float> bias)
    {
        for (int piece = from; piece < to; piece++, sums += Panel.Units)
            AddBiasPiece(sums, layout, slots.IndexOf(layout.First + piece % layout.Count), piece / layout.Count * Panel.Units, bias);
    }

    /// <summary>The same for one piece.</summary>
    private static void AddBiasPiece(float* sums, GateLayout layout, int gate, int unit, Span<float> bias)
    {
        if (gate < 0) return;
        for (int i = 0; i < Math.Min(Panel.Units, layout.Units - unit); i++) bias[gate * layout.Units + unit + i] += sums[i];
    }
}
