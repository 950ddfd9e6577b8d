using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Has the runtime compile what the first training step of a process needs, on a thread of its own, while the caller still makes its
/// workspace, brings its batch in and runs what comes before: products and weight gradients of a layer of no size, on zeros of their own.
/// </summary>
internal static class EarlyCompilation
{
    // 10 rows and 10 inputs go by 6 and by 4, as most numbers of rows do.
    private const int Rows = 10, Inputs = 10, MostUnits = 2 * Panel.Units;

    private static int s_begun;

    /// <summary>
    /// Begins, once in a process, where code is compiled at run time and there is a second processor to do it. Returns at once.
    /// </summary>
    /// <param name="layout">The gate rows of a layer that is trained.</param>
    /// <param name="back">The tiles of its product for the way back.</param>
    public static void Begin(GateLayout layout, TilePlan back)
    {
        if (s_begun != 0 || !RuntimeFeature.IsDynamicCodeCompiled || UsableProcessors.AtOnce < 2
            || Interlocked.Exchange(ref s_begun, 1) != 0)
            return;
        SimdLevel level = Simd.Level;
        new Thread(() => Run(layout, back, level)) { IsBackground = true, Name = "LstmGen compilation" }.Start();
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails here, for want of memory, fails where it is needed too.")]
    private static void Run(GateLayout layout, TilePlan back, SimdLevel level)
    {
        try
        {
            Compute(layout with { Units = Math.Min(layout.Units, MostUnits) }, back, level);
        }
        catch (Exception)
        {
        }
    }

    // In the order of a training step.
    internal static void Compute(GateLayout layout, TilePlan back, SimdLevel level)
    {
        int[] slots = [.. Enumerable.Range(layout.First, layout.Count)];
        int gates = slots.Length * layout.Units;
        float[] weight = new float[gates * Inputs], inputs = new float[Rows * Panel.Pad(Inputs)], rows = new float[Rows * layout.RowLength],
            bias = new float[gates];
        Channels channels = new(1, Inputs);
        PackedMatrix matrix = PackedMatrix.ForGates(layout, Inputs);
        matrix.PackWeights(0, weight, channels, slots);
        PanelGemm.Multiply(
            matrix, 0, layout.Panels, Rows, default, inputs, Panel.Pad(Inputs), Inputs, default, 0, 0, rows, layout.RowLength);
        for (int tile = 0; tile < back.Tiles; tile++)
        {
            int pieces = back.TileStart[tile + 1] - back.TileStart[tile];
            if (tile == 0 || pieces != back.TileStart[tile] - back.TileStart[tile - 1])
                Compute(level, pieces);
        }

        WeightGradient.Accumulate(
            new GradientInput(weight, inputs, Panel.Pad(Inputs), channels), default, bias, default, layout, slots, rows, layout.RowLength,
            Rows, new GradientShare(0, 1, Inputs));
        SharedBlock.Norm(bias);
    }

    // A product of no inputs with a tile of so many pieces.
    private static unsafe void Compute(SimdLevel level, int pieces)
    {
        int columns = pieces * Panel.Units;
        float* c = stackalloc float[Rows * columns];
        KernelArguments t = default;
        t.AStep = 1;
        t.BStep = t.CStride = t.StartStride = columns;
        t.C = t.Start = c;
        RowLoop.Run(level, pieces, Rows, t);
    }
}
