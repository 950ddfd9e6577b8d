using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>How a matrix product is launched: tiles of 32 x 32, strips of 16 of the inner dimension (ProductTile).</summary>
internal static class ProductPlan
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Size = 32;

    private const int Strip = 16, Threads = 64;

    /// <summary>The launch.</summary>
    /// <param name="compiler">What compiles it.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="inner">Length of the sums.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="parts">Parts that the sums are cut into.</param>
    public static KernelLaunch Launch(KernelCompiler compiler, string name, int rows, int inner, int columns, int parts)
    {
        PtxKernel code = compiler.Read(KernelFinder.Find("ProductTile", "Compute"), Threads);
        return new KernelLaunch
        {
            Name = name, Code = code, Threads = Threads, Groups = (long)Tiles(rows) * Tiles(columns) * parts,
            Turns = loop => Turns(code, loop, Math.Ceiling((double)inner / parts / Strip)),
            Traffic = 4.0 * ((double)rows * inner + (double)inner * columns + (double)parts * rows * columns),
            SharedWideClocks = 1,
        };
    }

    private static int Tiles(int length) => (length + Size - 1) / Size;

    private static double Turns(PtxKernel code, PtxLoop loop, double strips) =>
        code.Has(loop, InstructionKind.Barrier) ? strips : loop.Head == code.Innermost!.Head ? Strip : (double)Strip * Size / Threads;
}
