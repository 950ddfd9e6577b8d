namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>How many instructions there are of each kind.</summary>
internal sealed class InstructionCounts
{
    private readonly double[] _counts = new double[Enum.GetValues<InstructionKind>().Length];

    /// <summary>Instructions of a kind.</summary>
    public double this[InstructionKind kind] => _counts[(int)kind];

    /// <summary>Operations of floats: multiplications and additions in one count once.</summary>
    public double Floats => this[InstructionKind.Fma] + this[InstructionKind.Multiply] + this[InstructionKind.Add];

    /// <summary>Accesses to memory.</summary>
    public double Accesses =>
        Sum(kind => InstructionKinds.IsGlobal(kind) || InstructionKinds.IsShared(kind) || kind == InstructionKind.Local);

    /// <summary>All.</summary>
    public double All => _counts.Sum();

    /// <summary>Instructions of blocks, each as often as it stands in the text.</summary>
    public static InstructionCounts Of(IEnumerable<PtxBlock> blocks)
    {
        var counts = new InstructionCounts();
        foreach (PtxBlock block in blocks)
            counts.Add(block, 1);
        return counts;
    }

    /// <summary>
    /// Instructions that a thread executes where every loop is run <paramref name="turns"/> times; both sides of a branch count.
    /// </summary>
    public static InstructionCounts Executed(PtxKernel kernel, Func<PtxLoop, double> turns)
    {
        var counts = new InstructionCounts();
        for (int i = 0; i < kernel.Blocks.Count; i++)
        {
            double times = 1;
            foreach (PtxLoop loop in kernel.Loops.Where(loop => loop.Members.Contains(i)))
                times *= turns(loop);
            counts.Add(kernel.Blocks[i], times);
        }

        return counts;
    }

    /// <summary>Sum over the kinds that are asked for.</summary>
    public double Sum(Func<InstructionKind, bool> kinds) => Enum.GetValues<InstructionKind>().Where(kinds).Sum(kind => this[kind]);

    private void Add(PtxBlock block, double times)
    {
        foreach (PtxInstruction instruction in block.Instructions)
            _counts[(int)instruction.Kind] += times;
    }
}
