using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

public static unsafe partial class WeightGradient
{
    /// <summary>Most pairs of a chunk: its tile of dG stays in the first-level cache while all inputs are multiplied with it.</summary>
    private const int Chunk = 64;

    /// <summary>Inputs of a block.</summary>
    private const int InputBlock = 512;

    /// <summary>Sums of a group of tiles, about 1 MB; each group copies the inputs once.</summary>
    private const int SumsLength = 256 * 1024;

    /// <summary>The inputs of a bias: a chunk of ones, which every chunk reads again.</summary>
    private static readonly float[] Ones = [.. Enumerable.Repeat(1f, Chunk)];

    [ThreadStatic]
    private static AlignedBuffer? t_scratch;

    /// <summary>
    /// sums[k][column] += A[p][k] dG[p][column] over all pairs p in order, in chunks of pairs whose tiles of dG and rows of A lie close
    /// together; at the end one transposed addition into the gradient. The inputs are numbered without padding, the first before the
    /// second; only inputs [inputBegin, inputEnd) are computed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(
        GradientInput first, GradientInput second, Span<float> bias1, Span<float> bias2,
        GateLayout layout, ReadOnlySpan<int> slots, ReadOnlySpan<float> dGates, int dGatesStride, ValidPairs pairs, int panelBegin,
        int panelEnd, int inputBegin, int inputEnd)
    {
        SimdLevel level = Simd.Level;
        int inputs = inputEnd - inputBegin, runs = first.Channels.Groups + second.Channels.Groups;
        int limit = TilePlan.MaxPieces(level), inputBlock = Math.Min(inputs, InputBlock);
        bool bias = !bias1.IsEmpty || !bias2.IsEmpty;
        // Few inputs read each value of dG once: two tiles side by side, and no copy.
        bool few = inputs <= 3 && inputs == first.Channels.Count + second.Channels.Count && runs == 1 && !bias
            && layout.Count == layout.Slots && pairs.Padded.IsOneStretch;
        if (few && inputs == 1) limit *= 2;
        int inputStride = few ? Math.Max(first.Channels.Groups == 1 ? first.Stride : second.Stride, 0) : 0;
        if (few)
            pairs = pairs.Padded;
        int chunk = few && inputStride > 0 ? pairs.Count : EqualChunks(pairs.Count);
        int width = limit * Panel.Units;
        int lines = (inputBlock + 15) / 16 | 1, rowLength = lines * 16;
        int begin = panelBegin * layout.Count, end = panelEnd * layout.Count;
        int group = Math.Clamp(SumsLength / Math.Max(1, inputBlock * width), 1, (end - begin + limit - 1) / limit) * limit;
        AlignedBuffer scratch = t_scratch ??= new AlignedBuffer();
        scratch.EnsureLength(Chunk * (width + rowLength) + (inputBlock + 1) * group * Panel.Units + width);

        fixed (float* pGates = dGates, pFirst = first.Values, pSecond = second.Values, pGradient1 = first.Gradient,
            pGradient2 = second.Gradient)
        fixed (float* pScratch = scratch.Span)
        {
            InputRun* inputRuns = stackalloc InputRun[runs];
            Span<ValidPairs.Stretch> stretches = stackalloc ValidPairs.Stretch[Chunk];
            int known = AddRuns(inputRuns, 0, 0, first.Channels, pFirst, first.Stride, pGradient1);
            AddRuns(inputRuns, known, first.Channels.Count, second.Channels, pSecond, second.Stride, pGradient2);
            float* tile = pScratch, rows = tile + Chunk * width, sums = rows + Chunk * rowLength,
                biasSums = sums + inputBlock * group * Panel.Units, zeros = biasSums + group * Panel.Units;
            new Span<float>(zeros, width).Clear();
            KernelArguments t = default;
            t.A1Stride = 1;
            t.AStep = few ? Math.Max(inputStride, 1) : rowLength;
            t.Runs1 = 1;
            for (int from = begin; from < end; from += group)
            {
                int to = Math.Min(from + group, end), columns = (to - from) * Panel.Units;
                new Span<float>(biasSums, columns).Clear();
                for (int k = inputBegin; k < inputEnd || (k == inputBegin && bias); k += InputBlock)
                {
                    int count = Math.Min(InputBlock, inputEnd - k);
                    bool begun = false;
                    ValidPairs.Cursor cursor = default;
                    while (pairs.Next(ref cursor, chunk, stretches) is > 0 and int found)
                    {
                        Span<ValidPairs.Stretch> together = stretches[..found];
                        int p = together[0].First;
                        if (few)
                        {
                            t.A1 = inputRuns->Values + (nint)p * inputStride;
                            t.Run1 = together[0].Length;
                        }
                        else
                        {
                            t.A1 = rows;
                            t.Run1 = CopyInputs(inputRuns, runs, k, count, together, rows, rowLength);
                        }
                        for (int piece = from; piece < to; piece += limit)
                        {
                            int at = (piece - from) * Panel.Units, pieces = Math.Min(limit, to - piece);
                            if (few)
                            {
                                t.B = pGates + (nint)p * dGatesStride
                                    + (piece / layout.Count * layout.PanelLength + piece % layout.Count * Panel.Units);
                                t.BStep = dGatesStride;
                            }
                            else
                            {
                                Gather(
                                    pGates, dGatesStride, together, layout, piece, pieces, tile,
                                    bias && k == inputBegin ? biasSums + at : null);
                                t.B = tile;
                                t.BStep = pieces * Panel.Units;
                            }
                            if (count > 0) Multiply(t, level, pieces, count, sums + at * count, begun ? sums + at * count : zeros);
                        }
                        begun = true;
                    }
                    for (int piece = from; piece < to && begun; piece += limit)
                        Scatter(
                            sums + (piece - from) * Panel.Units * count, inputRuns, runs, k, count, layout, slots, piece,
                            Math.Min(limit, to - piece));
                }
                if (!bias1.IsEmpty) AddBias(biasSums, layout, slots, from, to, bias1);
                if (!bias2.IsEmpty) AddBias(biasSums, layout, slots, from, to, bias2);
            }
        }
    }

    /// <summary>Pairs of a chunk where the last one has about as many as the others.</summary>
    private static int EqualChunks(int pairs)
    {
        int chunks = (pairs + Chunk - 1) / Chunk;
        return (pairs + chunks - 1) / chunks;
    }

    /// <summary>
    /// Adds the products of a chunk to the sums of one tile, [inputs][pieces][8]: to <paramref name="start"/>, which is a row of zeros for
    /// the first chunk.
    /// </summary>
    private static void Multiply(KernelArguments t, SimdLevel level, int pieces, int inputs, float* sums, float* start)
    {
        t.C = sums;
        t.CStride = pieces * Panel.Units;
        t.Start = start;
        t.StartStride = start == sums ? t.CStride : 0;
        int full = TilePlan.MaxPieces(level);
        if (pieces == 2 * full)
        {
            t.NextB = t.B + full * Panel.Units;
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
            t.C += take * Panel.Units;
            t.Start += take * Panel.Units;
            pieces -= take;
        }
    }
}
