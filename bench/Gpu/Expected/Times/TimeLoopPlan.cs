using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>How a layer's loop over time is launched, as the emitted code decides it.</summary>
internal static class TimeLoopPlan
{
    // IlgpuPersistentLoop.MostUnitsOfSeveralRows.
    private const int MostUnitsOfSeveralRows = 256;

    /// <summary>Rows of the batch that a group owns: four where there are more rows than two for each multiprocessor.</summary>
    public static int Rows(DeviceFigures device, LayerCase layer) =>
        layer.Units > MostUnitsOfSeveralRows || layer.Batch <= 2 * device.Multiprocessors ? 1 : 4;

    /// <summary>The numbers of rows that there are kernels for.</summary>
    public static IReadOnlyList<int> RowsOf(LayerCase layer) => layer.Units > MostUnitsOfSeveralRows ? [1] : [1, 4];

    /// <summary>The launch.</summary>
    /// <param name="compiler">What compiles it.</param>
    /// <param name="model">The model.</param>
    /// <param name="layer">Its layer and batch.</param>
    /// <param name="pass">Forward or Backward.</param>
    /// <param name="rows">Rows of a group.</param>
    public static KernelLaunch Launch(KernelCompiler compiler, IRecurrentModel model, LayerCase layer, string pass, int rows)
    {
        int threads = (layer.Units + 31) / 32 * 32;
        string name = $"{layer.Layer}{pass}Rows{rows}";
        PtxKernel code = compiler.Read(KernelFinder.OfModel(model, name), threads);
        return new KernelLaunch
        {
            Name = name, Code = code, Groups = (layer.Batch + rows - 1) / rows, Threads = threads, Turns = loop => Turns(code, loop, layer),
            Reread = 4.0 * layer.GateWidth * layer.Units,
        };
    }

    // The loop over time has barriers; the innermost one goes over units, four at once; a thread has one unit, so that the others are run
    // once.
    private static double Turns(PtxKernel code, PtxLoop loop, LayerCase layer) =>
        code.Has(loop, InstructionKind.Barrier) ? layer.Steps : loop.Head == code.Innermost!.Head ? layer.Units / 4.0 : 1;
}
