namespace LstmGen.Generator.Equations;

/// <summary>
/// When a gradient arrives at all: one of some paths is taken, each of which is masks that hold or do not. What is computed of the gradient
/// counts there only.
/// </summary>
internal sealed class Guard
{
    // More would be written out at every place where it is asked for.
    private const int MostMasks = 16;

    private readonly (Node Mask, bool Holds)[][] _paths;

    private Guard((Node Mask, bool Holds)[][] paths)
    {
        _paths = paths;
        Key = string.Join("|", paths.Select(KeyOf).OrderBy(key => key, StringComparer.Ordinal));
    }

    /// <summary>No mask holds the gradient back.</summary>
    public static Guard None { get; } = new([[]]);

    /// <summary>The same for guards that are equal.</summary>
    public string Key { get; }

    /// <summary>Whether no mask holds the gradient back.</summary>
    public bool IsNone => _paths.Any(path => path.Length == 0);

    /// <summary>The guard of a gradient that goes on where a mask holds, or does not; null where it never does.</summary>
    public Guard? And(Node mask, bool holds)
    {
        if (mask.Operation == Operation.Constant)
            return mask.Value != 0 == holds ? this : null;
        (Node Mask, bool Holds)[][] paths =
        [
            .. _paths.Where(path => !path.Contains((mask, !holds)))
                .Select(path => path.Contains((mask, holds)) ? path : [(mask, holds), .. path]),
        ];
        return paths.Length == 0 ? null : new Guard(paths);
    }

    /// <summary>Where any of several holds.</summary>
    public static Guard Any(Graph g, IEnumerable<Guard> guards)
    {
        List<(Node Mask, bool Holds)[]> paths = [.. guards.SelectMany(guard => guard._paths)];
        while (Shorten(paths))
        {
        }

        var all = new Guard([.. paths]);
        return paths.Sum(path => path.Length) <= MostMasks
            ? all
            : None.And(g.Of(Operation.Greater, all.Choose(g, g.One), g.Zero), holds: true)!;
    }

    /// <summary>Whether this one and another never hold together.</summary>
    public bool Excludes(Guard other) => _paths.All(path => other._paths.All(
        theirs => path.Any(one => theirs.Contains((one.Mask, !one.Holds)))));

    /// <summary>The same without what all of some guards have in common.</summary>
    public Guard Without(IReadOnlyCollection<Guard> guards)
    {
        IEnumerable<(Node Mask, bool Holds)[]> paths = guards.SelectMany(guard => guard._paths);
        return new Guard([.. _paths.Select(path => path.Where(one => !paths.All(other => other.Contains(one))).ToArray())]);
    }

    /// <summary>A value where it holds, and zero elsewhere.</summary>
    public Node Choose(Graph g, Node value)
    {
        Node chosen = g.Zero;
        foreach ((Node Mask, bool Holds)[] path in Enumerable.Reverse(_paths))
        {
            Node otherwise = chosen;
            chosen = value;
            foreach ((Node mask, bool holds) in Enumerable.Reverse(path))
                chosen = holds ? g.Select(mask, chosen, otherwise) : g.Select(mask, otherwise, chosen);
        }

        return chosen;
    }

    private static string KeyOf((Node Mask, bool Holds)[] path) =>
        string.Join(",", path.Select(one => $"{one.Mask.Id}{(one.Holds ? "" : "-")}").OrderBy(one => one, StringComparer.Ordinal));

    // A path that is part of another takes its place; of two that differ in whether one mask holds, the rest remains.
    private static bool Shorten(List<(Node Mask, bool Holds)[]> paths)
    {
        for (int i = 0; i < paths.Count; i++)
        {
            for (int j = 0; j < paths.Count; j++)
            {
                if (i == j)
                    continue;
                (Node Mask, bool Holds)[] open = [.. paths[i].Where(one => !paths[j].Contains(one))];
                if (open.Length == 1 && paths[j].Contains((open[0].Mask, !open[0].Holds)))
                    paths[j] = [.. paths[j].Where(one => one.Mask != open[0].Mask)];
                else if (open.Length == 0)
                    paths.RemoveAt(j);
                else
                    continue;
                return true;
            }
        }

        return false;
    }
}
