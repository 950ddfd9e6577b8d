namespace LstmGen.Kernels;

public static unsafe partial class WeightGradient
{
    /// <summary>Pairs of a chunk: its tile of dG stays in the first-level cache while all inputs are multiplied with it.</summary>
    private const int Chunk = 64;

    /// <summary>Inputs of a block: its tile of sums stays in the second-level cache.</summary>
    private const int InputBlock = 512;

    /// <summary>The inputs of a bias: a chunk of ones, which every chunk reads again.</summary>
    private static readonly float[] s_ones = [.. Enumerable.Repeat(1f, Chunk)];

    [ThreadStatic]
    private static AlignedBuffer? t_scratch;

    /// <summary>
    /// Per tile of up to four vectors of gate columns and per block of inputs: sums[k][column] += A[p][k] dG[p][column] over all pairs p in
    /// order, then one transposed addition into the gradient.
    /// </summary>
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
        AlignedBuffer scratch = t_scratch ??= new AlignedBuffer();
        scratch.EnsureLength((Chunk + inputBlock) * width);

        fixed (float* pGates = dGates, pInputs = inputs, pGradient = gradient, tile = scratch.Span)
        {
            float* sums = tile + Chunk * width;
            int* offsets = stackalloc int[16];
            for (int i = 0; i < 16; i++) offsets[i] = i * Panel.Units;
            int end = panelEnd * layout.Count;
            for (int piece = panelBegin * layout.Count; piece < end;)
            {
                int pieces = Math.Min(limit, end - piece);
                if (level == SimdLevel.Vector512 && pieces % 2 == 1 && pieces > 1) pieces--;
                int row = pieces * Panel.Units;
                for (int group = 0; group < channels.Groups; group++)
                    for (int k = 0; k < channels.Size; k += inputBlock)
                    {
                        int count = Math.Min(inputBlock, channels.Size - k);
                        new Span<float>(sums, count * row).Clear();
                        KernelArguments t = default;
                        t.A1Stride = 1;
                        t.AStep = Math.Max(inputStride, 1);
                        t.Runs1 = 1;
                        t.Offsets = offsets;
                        t.C = t.Start = sums;
                        t.CStride = t.StartStride = row;
                        float* a = pInputs + group * Panel.Pad(channels.Size) + k;
                        for (int p = 0; p < pairs; p += chunk)
                        {
                            int taken = Math.Min(chunk, pairs - p);
                            t.A1 = a + (nint)p * inputStride;
                            t.Run1 = taken;
                            if (few)
                            {
                                t.B = pGates + (nint)p * dGatesStride + (piece / layout.Count * layout.PanelLength + piece % layout.Count * Panel.Units);
                                t.BStep = dGatesStride;
                            }
                            else
                            {
                                Gather(pGates + (nint)p * dGatesStride, dGatesStride, taken, layout, piece, pieces, tile);
                                t.B = tile;
                                t.BStep = row;
                            }
                            if (pieces > TilePlan.MaxPieces(level)) SideBySide(level, pieces, t);
                            else RowLoop.Run(level, pieces, count, t);
                        }
                        Scatter(sums, row, count, layout, slots, piece, pieces, pGradient + group * channels.Size + k, channels.Count);
                    }
                piece += pieces;
            }
        }
    }

    /// <summary>One input over two tiles; the second may be smaller.</summary>
    private static void SideBySide(SimdLevel level, int pieces, KernelArguments t)
    {
        int first = TilePlan.MaxPieces(level);
        if (pieces == 2 * first)
        {
            t.NextB = t.B + first * Panel.Units;
            t.NextOffsets = t.Offsets + first;
            RowLoop.RunPair(level, first, t);
            return;
        }
        RowLoop.Run(level, first, 1, t);
        t.B += first * Panel.Units;
        t.Offsets += first;
        RowLoop.Run(level, pieces - first, 1, t);
    }

    /// <summary>Copies the pieces of some gate rows next to each other, [rows][pieces][8].</summary>
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

    /// <summary>gradient[gate * Units + unit][k] += sums[k][column], for the gates that have a slot.</summary>
    private static void Scatter(
        float* sums, int row, int count, GateLayout layout, ReadOnlySpan<int> slots, int piece, int pieces, float* gradient, int inputs)
    {
        for (int i = 0; i < pieces; i++)
        {
            int gate = slots.IndexOf(layout.First + (piece + i) % layout.Count);
            if (gate < 0) continue;
            int unit = (piece + i) / layout.Count * Panel.Units;
            PanelTranspose.AddRows(
                sums + i * Panel.Units, row, count, Math.Min(Panel.Units, layout.Units - unit), gradient + (nint)(gate * layout.Units + unit) * inputs, inputs);
        }
    }
}
