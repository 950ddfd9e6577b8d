namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>A kernel in PTX, taken apart.</summary>
internal sealed class PtxKernel
{
    /// <summary>Name of the entry.</summary>
    public required string Name { get; init; }

    /// <summary>Its blocks in the order of the text.</summary>
    public required IReadOnlyList<PtxBlock> Blocks { get; init; }

    /// <summary>For the names that registers begin with, 32-bit registers that one takes: 0 for predicates, 2 for 64 bits.</summary>
    public required IReadOnlyDictionary<string, int> Widths { get; init; }

    /// <summary>Bytes of shared memory, all arrays.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>Threads of a group that it is compiled for (<c>.maxntid</c>); null where it does not say.</summary>
    public required int? MaxThreads { get; init; }

    /// <summary>Its loops, outer ones before inner ones.</summary>
    public IReadOnlyList<PtxLoop> Loops => field ??= PtxLoop.Find(Blocks);

    /// <summary>Instructions by kind, each as often as it stands in the text.</summary>
    public InstructionCounts Counts => InstructionCounts.Of(Blocks);

    /// <summary>Of the loops that lie deepest and compute floats the one that computes most; null where none does.</summary>
    public PtxLoop? Innermost =>
        Loops.Where(loop => !loop.HasInner && CountsOf(loop).Floats > 0).MaxBy(loop => (loop.Depth, CountsOf(loop).Floats));

    /// <summary>The outermost loop around <see cref="Innermost"/>; null where there is none.</summary>
    public PtxLoop? Outermost => Innermost is { } inner ? Loops.First(loop => loop.Depth == 0 && loop.Members.Contains(inner.Head)) : null;

    /// <summary>Instructions of a loop, each as often as it stands in the text.</summary>
    public InstructionCounts CountsOf(PtxLoop loop) => InstructionCounts.Of(Blocks.Where((_, number) => loop.Members.Contains(number)));

    /// <summary>Whether a loop has instructions of a kind.</summary>
    public bool Has(PtxLoop loop, InstructionKind kind) => CountsOf(loop)[kind] > 0;

    /// <summary>32-bit registers that a register takes.</summary>
    public int WidthOf(string register) =>
        Widths.TryGetValue(register.TrimStart('%').TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), out int width)
            ? width
            : throw new FormatException($"Register {register} is not declared.");
}
