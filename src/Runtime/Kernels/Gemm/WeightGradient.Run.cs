using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

public static unsafe partial class WeightGradient
{
    /// <summary>Pairs of a chunk: its tile of dG stays in the first-level cache while all inputs are multiplied with it.</summary>
    private const int Chunk = 64;

    /// <summary>Inputs of a block.</summary>
    private const int InputBlock = 512;

    /// <summary>Sums of a group of tiles, about 512 KB; each group copies the inputs once.</summary>
    private const int SumsLength = 128 * 1024;

    /// <summary>The inputs of a bias: a chunk of ones, which every chunk reads again.</summary>
    private static readonly float[] s_ones = [.. Enumerable.Repeat(1f, Chunk)];

    [ThreadStatic]
    private static AlignedBuffer? t_scratch;

    /// <summary>
    /// sums[k][column] += A[p][k] dG[p][column] over all pairs p in order, in chunks of pairs whose tiles of dG and rows of A lie close
    /// together; at the end one transposed addition into the gradient.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(
        Span<float> gradient, GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride,
        ReadOnlySpan<float> inputs, int inputStride, Channels channels, int pairs, int panelBegin, int panelEnd)
    {
        if (pairs == 0 || panelBegin == panelEnd) return;
        SimdLevel level = Simd.Level;
        int limit = TilePlan.MaxPieces(level), inputBlock = Math.Min(channels.Size, InputBlock);
        // Few inputs read each value of dG once: two tiles side by side, and no copy.
        bool few = channels.Size <= 3 && layout.Count == layout.Slots;
        if (few && channels.Size == 1) limit *= 2;
        int chunk = few && inputStride > 0 ? pairs : Chunk;
        int width = limit * Panel.Units;
        int lines = (inputBlock + 15) / 16 | 1, rowLength = lines * 16;
        int pieces = (panelEnd - panelBegin) * layout.Count;
        int group = Math.Clamp(SumsLength / (inputBlock * width), 1, (pieces + limit - 1) / limit) * limit;
        AlignedBuffer scratch = t_scratch ??= new AlignedBuffer();
        scratch.EnsureLength(Chunk * (width + rowLength) + inputBlock * group * Panel.Units);

        fixed (float* pGates = dGates, pInputs = inputs, pGradient = gradient, pScratch = scratch.Span)
        {
            float* tile = pScratch, rows = tile + Chunk * width, sums = rows + Chunk * rowLength;
            int* offsets = stackalloc int[16];
            for (int i = 0; i < 16; i++) offsets[i] = i * Panel.Units;
            KernelArguments t = default;
            t.A1Stride = 1;
            t.AStep = few ? Math.Max(inputStride, 1) : rowLength;
            t.Runs1 = 1;
            t.Offsets = offsets;
            for (int direction = 0; direction < channels.Groups; direction++)
                for (int k = 0; k < channels.Size; k += inputBlock)
                    for (int first = panelBegin * layout.Count; first < panelEnd * layout.Count; first += group)
                    {
                        int count = Math.Min(inputBlock, channels.Size - k), last = Math.Min(first + group, panelEnd * layout.Count);
                        new Span<float>(sums, count * (last - first) * Panel.Units).Clear();
                        for (int p = 0; p < pairs; p += chunk)
                        {
                            t.Run1 = Math.Min(chunk, pairs - p);
                            t.A1 = pInputs + (nint)p * inputStride + direction * Panel.Pad(channels.Size) + k;
                            if (!few)
                            {
                                CopyRows(t.A1, inputStride, (int)t.Run1, count, rows, rowLength);
                                t.A1 = rows;
                            }
                            for (int piece = first; piece < last; piece += limit)
                                Multiply(t, level, few, pGates + (nint)p * dGatesStride, dGatesStride, layout, piece, Math.Min(limit, last - piece), count, tile,
                                    sums + (piece - first) * Panel.Units * count);
                        }
                        for (int piece = first; piece < last; piece += limit)
                            Scatter(sums + (piece - first) * Panel.Units * count, count, layout, slots, piece, Math.Min(limit, last - piece),
                                pGradient + direction * channels.Size + k, channels.Count);
                    }
        }
    }

    /// <summary>Adds the products of a chunk to the sums of one tile, [inputs][pieces][8].</summary>
    private static void Multiply(
        KernelArguments t, SimdLevel level, bool direct, float* gates, int stride, GateLayout layout, int piece, int pieces, int inputs, float* tile, float* sums)
    {
        t.C = t.Start = sums;
        t.CStride = t.StartStride = pieces * Panel.Units;
        if (direct)
        {
            t.B = gates + (piece / layout.Count * layout.PanelLength + piece % layout.Count * Panel.Units);
            t.BStep = stride;
        }
        else
        {
            Gather(gates, stride, (int)t.Run1, layout, piece, pieces, tile);
            t.B = tile;
            t.BStep = pieces * Panel.Units;
        }
        int full = TilePlan.MaxPieces(level);
        if (pieces == 2 * full)
        {
            t.NextB = t.B + full * Panel.Units;
            t.NextOffsets = t.Offsets + full;
            RowLoop.RunPair(level, full, t);
            return;
        }
        while (pieces > 0)
        {
            int take = Math.Min(full, pieces);
            // 512-bit tiles take pieces in pairs.
            if (level == SimdLevel.Vector512 && take % 2 == 1 && take > 1) take--;
            RowLoop.Run(level, take, inputs, t);
            t.B += take * Panel.Units;
            t.Offsets += take;
            pieces -= take;
        }
    }

    /// <summary>Copies the pieces of some gate rows next to each other, [rows][pieces][8].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float* gates, nint stride, int rows, GateLayout layout, int piece, int pieces, float* to)
    {
        for (int i = 0; i < pieces; i++)
        {
            int at = piece + i;
            float* from = gates + (at / layout.Count * layout.PanelLength + (layout.First + at % layout.Count) * Panel.Units);
            float* target = to + i * Panel.Units;
            for (int p = 0; p < rows; p++, from += stride, target += pieces * Panel.Units)
                F32x8.Store(F32x8.Load(in *from, 0), ref *target, 0);
        }
    }

    /// <summary>Copies rows to a stride of an odd number of cache lines: rows a power of two apart would share a few sets of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* from, nint fromStride, int rows, int length, float* to, nint toStride)
    {
        for (int p = 0; p < rows; p++, from += fromStride, to += toStride)
            new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
    }

    /// <summary>gradient[gate * Units + unit][k] += sums[k][column], for the gates that have a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(
        float* sums, int count, GateLayout layout, ReadOnlySpan<int> slots, int piece, int pieces, float* gradient, int inputs)
    {
        for (int i = 0; i < pieces; i++)
        {
            int gate = slots.IndexOf(layout.First + (piece + i) % layout.Count);
            if (gate < 0) continue;
            int unit = (piece + i) / layout.Count * Panel.Units;
            PanelTranspose.AddRows(
                sums + i * Panel.Units, pieces * Panel.Units, count, Math.Min(Panel.Units, layout.Units - unit), gradient + (nint)(gate * layout.Units + unit) * inputs, inputs);
        }
    }
}
