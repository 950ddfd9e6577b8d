namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>
/// A loop: a branch leads back to a block that every way to the branch has passed, and the loop is that block and every block from
/// which the branch can be reached without passing it again. Branches back to the same block are one loop. Labels' places in the
/// text say nothing: ILGPU also writes blocks before some that come earlier.
/// </summary>
/// <param name="Head">Number of the block that is branched back to.</param>
/// <param name="Members">Numbers of its blocks.</param>
internal sealed record PtxLoop(int Head, IReadOnlySet<int> Members)
{
    /// <summary>Loops around it.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether another loop lies in it.</summary>
    public bool HasInner { get; private set; }

    /// <summary>Loops of a kernel, outer ones before inner ones, else in the order of the text.</summary>
    public static IReadOnlyList<PtxLoop> Find(IReadOnlyList<PtxBlock> blocks)
    {
        var members = new SortedDictionary<int, HashSet<int>>();
        for (int from = 0; from < blocks.Count; from++)
        {
            foreach (int head in blocks[from].Next.Where(next => Dominates(blocks, next, from)))
                members[head] = [.. members.GetValueOrDefault(head, []), .. Body(blocks, head, from)];
        }

        PtxLoop[] loops = [.. members.Select(pair => new PtxLoop(pair.Key, pair.Value))];
        foreach (PtxLoop loop in loops)
        {
            loop.Depth = loops.Count(other => other != loop && other.Members.Contains(loop.Head));
            loop.HasInner = loops.Any(other => other != loop && loop.Members.Contains(other.Head));
        }

        return [.. loops.OrderBy(loop => loop.Depth).ThenBy(loop => loop.Head)];
    }

    // Whether every way from the start to a block passes another one.
    private static bool Dominates(IReadOnlyList<PtxBlock> blocks, int passed, int block)
    {
        HashSet<int> seen = [passed];
        var open = new Stack<int>();
        if (seen.Add(0))
            open.Push(0);
        while (open.TryPop(out int at))
        {
            foreach (int next in blocks[at].Next.Where(seen.Add))
                open.Push(next);
        }

        return block == passed || !seen.Contains(block);
    }

    private static HashSet<int> Body(IReadOnlyList<PtxBlock> blocks, int head, int end)
    {
        HashSet<int> body = [head];
        var open = new Stack<int>();
        if (body.Add(end))
            open.Push(end);
        while (open.TryPop(out int block))
        {
            for (int before = 0; before < blocks.Count; before++)
            {
                if (blocks[before].Next.Contains(block) && body.Add(before))
                    open.Push(before);
            }
        }

        return body;
    }
}
