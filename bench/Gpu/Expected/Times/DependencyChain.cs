using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>
/// Clocks that results take to become the operands of what comes next, however many units there are: a kernel is not faster than the
/// longest chain of instructions of which each needs the one before. Both sides of a branch are walked through, copies take nothing.
/// </summary>
/// <param name="globalLoad">Clocks of a load from global memory.</param>
internal sealed class DependencyChain(int globalLoad)
{
    /// <summary>The longest chain through blocks, once, in the order of the text.</summary>
    public int Longest(IEnumerable<PtxBlock> blocks) => Walk(blocks, []).Ready.Values.Append(0).Max();

    /// <summary>
    /// The longest chain from a value that a turn of a loop takes over to the same value as it hands it on: what each turn adds, however
    /// far ahead others are begun.
    /// </summary>
    public int Recurrence(IReadOnlyList<PtxBlock> loop)
    {
        int longest = 0;
        foreach (string register in loop.SelectMany(block => block.Instructions).SelectMany(i => i.Writes).Distinct())
        {
            (Dictionary<string, int> ready, bool read) = Walk(loop, new Dictionary<string, int> { [register] = 0 }, register);
            if (read && ready.TryGetValue(register, out int clocks))
                longest = Math.Max(longest, clocks);
        }

        return longest;
    }

    /// <summary>Clocks of the slowest load among instructions; 0 without a load.</summary>
    public int SlowestLoad(IEnumerable<PtxBlock> blocks) => blocks.SelectMany(block => block.Instructions).Select(i => i.Kind switch
    {
        InstructionKind.GlobalLoad or InstructionKind.GlobalLoadWide or InstructionKind.Generic => globalLoad,
        InstructionKind.SharedLoad or InstructionKind.SharedLoadWide => Latencies.Shared,
        _ => 0,
    }).DefaultIfEmpty().Max();

    // When each register's value is there. With a register to follow, only what depends on it counts.
    private (Dictionary<string, int> Ready, bool Read) Walk(
        IEnumerable<PtxBlock> blocks, Dictionary<string, int> ready, string? followed = null)
    {
        int floor = 0, last = 0;
        bool read = false, written = false;
        foreach (PtxInstruction instruction in blocks.SelectMany(block => block.Instructions))
        {
            read |= followed is not null && !written && instruction.Reads.Contains(followed);
            if (instruction.Kind == InstructionKind.Barrier && followed is null)
            {
                floor = last += Latencies.Barrier;
                continue;
            }

            int[] operands = [.. instruction.Reads.Where(ready.ContainsKey).Select(register => ready[register])];
            foreach (string register in instruction.Writes)
            {
                if (operands.Length == 0 && followed is not null)
                    ready.Remove(register);
                else
                    last = Math.Max(last, ready[register] = Math.Max(floor, operands.DefaultIfEmpty(0).Max()) + Clocks(instruction.Kind));
                written |= register == followed;
            }
        }

        if (floor > 0)
            ready[""] = last;
        return (ready, read);
    }

    private int Clocks(InstructionKind kind) => kind switch
    {
        InstructionKind.Move => 0,
        InstructionKind.GlobalLoad or InstructionKind.GlobalLoadWide or InstructionKind.Generic or InstructionKind.Local => globalLoad,
        InstructionKind.SharedLoad or InstructionKind.SharedLoadWide => Latencies.Shared,
        InstructionKind.Special => Latencies.Special,
        InstructionKind.Divide => Latencies.Divide,
        _ => Latencies.Arithmetic,
    };
}
