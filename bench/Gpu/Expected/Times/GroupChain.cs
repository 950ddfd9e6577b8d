using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>
/// Clocks of one group alone. A loop without loops inside takes, for each turn, the longer of what its own results make the next turn
/// wait for and what a warp needs to begin its floats and accesses; and for every <see cref="Latencies.TurnsTogether"/> turns but the
/// first ones the wait for its loads. Around it stand the longest chain of the other instructions, and the barriers.
/// </summary>
internal static class GroupChain
{
    /// <summary>Clocks from a group's start to its end.</summary>
    public static double Clocks(DeviceFigures device, KernelLaunch launch, bool staysInL1)
    {
        double clocks = new DependencyChain(Latencies.L2).Longest(Outside(launch.Code, null));
        return clocks + launch.Code.Loops.Where(loop => loop.Depth == 0).Sum(loop => OfLoop(device, launch, loop, staysInL1));
    }

    private static double OfLoop(DeviceFigures device, KernelLaunch launch, PtxLoop loop, bool staysInL1)
    {
        double turns = launch.Turns(loop);
        PtxBlock[] own = [.. Outside(launch.Code, loop)];
        if (loop.HasInner)
        {
            double inside =
                launch.Code.Loops.Where(inner => inner.Depth == loop.Depth + 1 && loop.Members.Contains(inner.Head))
                    .Sum(inner => OfLoop(device, launch, inner, staysInL1));
            return turns * (new DependencyChain(Latencies.L2).Longest(own) + inside);
        }

        if (turns <= 1)
            return turns * new DependencyChain(Latencies.L2).Longest(own);
        var chain = new DependencyChain(staysInL1 ? Latencies.L1 : Latencies.L2);
        double waits = Math.Ceiling(turns / Latencies.TurnsTogether) - 1;
        return turns * Math.Max(chain.Recurrence(own), OfWarp(device, own)) + waits * chain.SlowestLoad(own);
    }

    // A part of a multiprocessor begins a warp's operation on floats in as many clocks as it takes to feed 32 threads.
    private static double OfWarp(DeviceFigures device, PtxBlock[] blocks)
    {
        InstructionCounts counts = InstructionCounts.Of(blocks);
        return counts.Floats * 32 * device.IssuePerClock / device.FmaPerClock + counts.Accesses;
    }

    private static IEnumerable<PtxBlock> Outside(PtxKernel kernel, PtxLoop? loop) => kernel.Blocks.Where((_, number) =>
        (loop is null || loop.Members.Contains(number))
            && kernel.Loops.All(other => other.Depth != (loop is null ? 0 : loop.Depth + 1) || !other.Members.Contains(number)));
}
