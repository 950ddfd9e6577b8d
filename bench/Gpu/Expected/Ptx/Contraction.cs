namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>
/// Merges a multiplication of floats with the addition that alone uses it: the driver's compiler makes one instruction of both where
/// neither says how to round ("PTX ISA", mul and add: without .rn they may be contracted). ILGPU writes them so. The addition counts as the
/// multiply-add, the multiplication as a copy.
/// </summary>
internal static class Contraction
{
    /// <summary>The blocks with merged kinds.</summary>
    public static List<PtxBlock> Of(IReadOnlyList<PtxBlock> blocks)
    {
        Dictionary<string, int> uses =
            blocks.SelectMany(block => block.Instructions).SelectMany(i => i.Reads).CountBy(register => register).ToDictionary();
        return [.. blocks.Select(block => new PtxBlock(block.Label, Merge(block.Instructions, uses)) { Next = block.Next })];
    }

    private static PtxInstruction[] Merge(IReadOnlyList<PtxInstruction> instructions, Dictionary<string, int> uses)
    {
        PtxInstruction[] merged = [.. instructions];
        var products = new Dictionary<string, int>();
        for (int i = 0; i < merged.Length; i++)
        {
            if (Sums(merged[i])
                && merged[i].Reads.Where(products.ContainsKey).FirstOrDefault(register => uses[register] == 1) is { } product)
            {
                merged[products[product]] = merged[products[product]] with { Kind = InstructionKind.Move };
                merged[i] = merged[i] with { Kind = InstructionKind.Fma };
            }

            foreach (string register in merged[i].Writes)
                products.Remove(register);
            if (merged[i].Opcode == "mul.f32" && merged[i].Guard is null)
                products[merged[i].Writes[0]] = i;
        }

        return merged;
    }

    private static bool Sums(PtxInstruction instruction) => instruction.Opcode is "add.f32" or "sub.f32" && instruction.Guard is null;
}
