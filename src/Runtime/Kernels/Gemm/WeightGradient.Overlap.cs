using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

public static unsafe partial class WeightGradient
{
    /// <summary>
    /// Adds a thread's share of the gradients behind <see cref="PanelGemm.MultiplyOverlapping"/>, reading the gate rows once. Bits are
    /// those of a call of
    /// <see cref="Accumulate(GradientInput, GradientInput, Span{float}, Span{float}, GateLayout, ReadOnlySpan{int}, ReadOnlySpan{float},
    /// int, ValidPairs, GradientShare)"/>
    /// for each input.
    /// </summary>
    /// <param name="first">The input whose window is one slot further than <paramref name="layout"/>, and its gradient.</param>
    /// <param name="second">The input whose window is that of <paramref name="layout"/>.</param>
    /// <param name="bias1">Gradient of the bias in the first window, [gates * Units], added to; empty for none.</param>
    /// <param name="bias2">Gradient of the bias in the second window; empty for none.</param>
    /// <param name="layout">Layout of the gate rows; its window is three slots that are not the last.</param>
    /// <param name="slots1">Slot of each gate of the first input, in the order of the gates in its gradient.</param>
    /// <param name="slots2">The same for the second.</param>
    /// <param name="dGates">Gradients of the gate rows, [pairs, RowLength].</param>
    /// <param name="dGatesStride">Floats from row to row of <paramref name="dGates"/>.</param>
    /// <param name="pairs">The rows to sum over; their number stands for all.</param>
    /// <param name="share">The share of both together. The result does not depend on the number of shares.</param>
    /// <exception cref="ArgumentException">The window is another, or a length does not fit.</exception>
    public static void AccumulateOverlapping(
        GradientInput first, GradientInput second, Span<float> bias1, Span<float> bias2, GateLayout layout, ReadOnlySpan<int> slots1,
        ReadOnlySpan<int> slots2,
        ReadOnlySpan<float> dGates, int dGatesStride, ValidPairs pairs, GradientShare share)
    {
        GateLayout window1 = layout with { First = layout.First + 1 };
        if (layout.Count != 3)
            throw new ArgumentException($"The window must have three slots; it has {layout.Count}.", nameof(layout));
        Validate(window1, slots1, dGates, dGatesStride, pairs.Count, 0, layout.Panels);
        Validate(layout, slots2, dGates, dGatesStride, pairs.Count, 0, layout.Panels);
        Validate(first, default, bias1, default, slots1.Length * layout.Units, pairs.Count);
        Validate(default, second, default, bias2, slots2.Length * layout.Units, pairs.Count);
        SimdLevel level = Simd.Level;
        if (level == SimdLevel.Vector128)
        {
            Accumulate(first, default, bias1, default, window1, slots1, dGates, dGatesStride, pairs, share);
            Accumulate(second, default, bias2, default, layout, slots2, dGates, dGatesStride, pairs, share.After(first.Channels.Count));
            return;
        }

        int inputs = first.Channels.Count + second.Channels.Count;
        bool byInputs = share.SplitsInputs(layout, level);
        (int begin, int end) = byInputs ? share.Inputs(inputs) : (0, inputs);
        (int panel, int panelEnd) = byInputs ? (0, layout.Panels) : share.Panels(layout);
        if (begin > 0)
            bias1 = bias2 = default; // summed by the part that has the first input
        if (pairs.Count > 0 && panel < panelEnd && begin < end)
            RunOverlapping(
                level, first, second, bias1, bias2, layout, slots1, slots2, dGates, dGatesStride, pairs, panel, panelEnd, begin, end);
    }

    /// <summary>
    /// As <see cref="Run"/>, with tiles of the four slots of as many panels as a vector holds: the second input is multiplied with the
    /// first three of them, the first with the last three.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunOverlapping(
        SimdLevel level, GradientInput first, GradientInput second, Span<float> bias1, Span<float> bias2, GateLayout layout,
        ReadOnlySpan<int> slots1, ReadOnlySpan<int> slots2,
        ReadOnlySpan<float> dGates, int dGatesStride, ValidPairs pairs, int panelBegin, int panelEnd, int inputBegin,
        int inputEnd)
    {
        const int Columns = OverlapTile.PanelColumns;
        int runs = first.Channels.Groups + second.Channels.Groups, inputBlock = Math.Min(inputEnd - inputBegin, InputBlock);
        int perTile = level == SimdLevel.Vector512 ? 2 : 1;
        int rowLength = ((inputBlock + 15) / 16 | 1) * 16;
        int group = Math.Clamp(SumsLength / (inputBlock * perTile * Columns), 1, (panelEnd - panelBegin + perTile - 1) / perTile) * perTile;
        AlignedBuffer scratch = t_scratch ??= new AlignedBuffer();
        int chunk = EqualChunks(pairs.Count);
        scratch.EnsureLength(Chunk * (perTile * Columns + rowLength) + (inputBlock + 1) * group * Columns + perTile * Columns);

        fixed (float* pGates = dGates, pFirst = first.Values, pSecond = second.Values, pGradient1 = first.Gradient,
            pGradient2 = second.Gradient, pScratch = scratch.Span)
        {
            InputRun* inputRuns = stackalloc InputRun[runs];
            Span<ValidPairs.Stretch> stretches = stackalloc ValidPairs.Stretch[Chunk];
            int known = AddRuns(inputRuns, 0, 0, first.Channels, pFirst, first.Stride, pGradient1);
            AddRuns(inputRuns, known, first.Channels.Count, second.Channels, pSecond, second.Stride, pGradient2);
            float* gathered = pScratch, rows = gathered + Chunk * perTile * Columns, sums = rows + Chunk * rowLength,
                biasSums = sums + inputBlock * group * Columns, zeros = biasSums + group * Columns;
            new Span<float>(zeros, perTile * Columns).Clear();
            for (int from = panelBegin; from < panelEnd; from += group)
            {
                int to = Math.Min(from + group, panelEnd);
                new Span<float>(biasSums, (to - from) * Columns).Clear();
                for (int k = inputBegin; k < inputEnd; k += InputBlock)
                {
                    int count = Math.Min(InputBlock, inputEnd - k), ofFirst = Math.Clamp(first.Channels.Count - k, 0, count);
                    bool begun = false;
                    ValidPairs.Cursor cursor = default;
                    while (pairs.Next(ref cursor, chunk, stretches) is > 0 and int found)
                    {
                        Span<ValidPairs.Stretch> together = stretches[..found];
                        int length = CopyInputs(inputRuns, runs, k, count, together, rows, rowLength);
                        for (int panel = from; panel < to; panel += perTile)
                        {
                            OverlapTile tile = new(level, panel, Math.Min(perTile, to - panel));
                            float* own = sums + (panel - from) * Columns * count;
                            tile.Gather(
                                pGates, dGatesStride, together, layout, gathered,
                                k == inputBegin ? biasSums + (panel - from) * Columns : null);
                            float* ofSecond = own + ofFirst * tile.SumColumns;
                            tile.Multiply(level, rows, rowLength, length, gathered, tile.Skip, ofFirst, own, begun ? own : zeros);
                            tile.Multiply(
                                level, rows + ofFirst, rowLength, length, gathered, 0, count - ofFirst, ofSecond,
                                begun ? ofSecond : zeros);
                        }
                        begun = true;
                    }
                    for (int panel = from; panel < to && begun; panel += perTile)
                    {
                        OverlapTile tile = new(level, panel, Math.Min(perTile, to - panel));
                        float* own = sums + (panel - from) * Columns * count;
                        for (int piece = 0; piece < tile.SumPieces; piece++)
                        {
                            int unit = tile.Unit(piece), slot = layout.First + tile.Slot(piece);
                            ScatterPiece(
                                own + piece * Panel.Units, tile.SumColumns, inputRuns, runs, k, ofFirst, layout,
                                slots1.IndexOf(slot + tile.Skip), unit);
                            ScatterPiece(
                                own + ofFirst * tile.SumColumns + piece * Panel.Units, tile.SumColumns, inputRuns, runs, k + ofFirst,
                                count - ofFirst, layout, slots2.IndexOf(slot), unit);
                        }
                    }
                }
                for (int panel = from; panel < to; panel += perTile)
                {
                    OverlapTile tile = new(level, panel, Math.Min(perTile, to - panel));
                    for (int piece = 0; piece < tile.Pieces; piece++)
                    {
                        int unit = tile.Unit(piece), slot = layout.First + tile.Slot(piece);
                        float* own = biasSums + (panel - from) * Columns + piece * Panel.Units;
                        if (!bias1.IsEmpty) AddBiasPiece(own, layout, slots1.IndexOf(slot), unit, bias1);
                        if (!bias2.IsEmpty) AddBiasPiece(own, layout, slots2.IndexOf(slot), unit, bias2);
                    }
                }
            }
        }
    }
}
