namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>
/// The largest number of 32-bit registers that hold a value still needed, over all places of a kernel. PTX names as many registers as it
/// likes; this is what an allocator could not go below without computing values again or storing them. Numbers and parameters do not
/// count: an instruction carries the ones and reads the others from constant memory. The driver's compiler may need more (it loads ahead
/// and unrolls loops) or fewer (it computes addresses again).
/// </summary>
internal static class LiveRegisters
{
    /// <summary>Registers of a thread.</summary>
    public static int Most(PtxKernel kernel)
    {
        HashSet<string> constants = Constants(kernel);
        HashSet<string>[] entry = Entries(kernel, constants);
        int most = 0;
        for (int i = 0; i < kernel.Blocks.Count; i++)
        {
            HashSet<string> live = After(kernel.Blocks[i], entry);
            most = Math.Max(most, Width(kernel, live));
            for (int at = kernel.Blocks[i].Instructions.Count - 1; at >= 0; at--)
            {
                PtxInstruction instruction = kernel.Blocks[i].Instructions[at];

                // A result has its register when it is written, whether it is needed or not.
                most =
                    Math.Max(
                        most,
                        Width(kernel, live)
                            + instruction.Writes.Where(r => !live.Contains(r) && !constants.Contains(r)).Sum(kernel.WidthOf));
                Before(live, instruction, constants);
                most = Math.Max(most, Width(kernel, live));
            }
        }

        return most;
    }

    // Values live where each block begins: from the end to the start until nothing changes.
    private static HashSet<string>[] Entries(PtxKernel kernel, HashSet<string> constants)
    {
        var entry = new HashSet<string>[kernel.Blocks.Count];
        for (int i = 0; i < entry.Length; i++)
            entry[i] = [];
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = entry.Length - 1; i >= 0; i--)
            {
                HashSet<string> live = After(kernel.Blocks[i], entry);
                for (int at = kernel.Blocks[i].Instructions.Count - 1; at >= 0; at--)
                    Before(live, kernel.Blocks[i].Instructions[at], constants);
                if (live.Count == entry[i].Count)
                    continue;
                entry[i] = live;
                changed = true;
            }
        }

        return entry;
    }

    private static HashSet<string> After(PtxBlock block, HashSet<string>[] entry) => [.. block.Next.SelectMany(next => entry[next])];

    private static void Before(HashSet<string> live, PtxInstruction instruction, HashSet<string> constants)
    {
        if (instruction.Guard is null)
            live.ExceptWith(instruction.Writes);
        live.UnionWith(instruction.Reads.Where(register => !constants.Contains(register)));
    }

    private static HashSet<string> Constants(PtxKernel kernel)
    {
        var writers =
            kernel.Blocks.SelectMany(block => block.Instructions).SelectMany(i => i.Writes.Select(register => (register, i.Constant)))
                .ToLookup(pair => pair.register, pair => pair.Constant);
        return [.. writers.Where(register => register.Count() == 1 && register.Single()).Select(register => register.Key)];
    }

    private static int Width(PtxKernel kernel, HashSet<string> live) => live.Sum(kernel.WidthOf);
}
