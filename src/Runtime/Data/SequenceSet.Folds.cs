using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>
    /// K-fold cross-validation: every sequence is in the test part of one fold and in the training part of the others. Parts differ by one
    /// sequence at most.
    /// </summary>
    /// <param name="folds">Folds, at least 2 and at most the number of sequences.</param>
    /// <param name="seed">Decides which sequences are together.</param>
    /// <param name="stratifyBy">Name of a head with one class per sequence, of which each part gets its share; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of range.</exception>
    /// <exception cref="ArgumentException">The head is unknown or has no class per sequence.</exception>
    public IReadOnlyList<(SequenceSet Train, SequenceSet Test)> Folds(int folds, long seed = 0, string? stratifyBy = null)
    {
        if (folds < 2 || folds > Count)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, Count < 2
                ? $"folds is {folds}; the set has {Count} sequences, and folds need 2 at least."
                : $"folds is {folds}; give 2 to {Count}, the number of sequences.");
        int[] order = Drawn(seed, stratifyBy);
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            int[] test = [.. order.Where((_, place) => place % folds == fold).Order()],
                train = [.. order.Where((_, place) => place % folds != fold).Order()];
            return (Subset(train), Subset(test));
        })];
    }

    /// <summary>
    /// Two parts that have their share of every class, drawn by <paramref name="seed"/>. Each class gives its share, rounded.
    /// </summary>
    /// <param name="first">Share of the first part, in (0, 1).</param>
    /// <param name="seed">Decides which sequences are together.</param>
    /// <param name="head">Name of the head with one class per sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is out of range.</exception>
    /// <exception cref="ArgumentException">The head is unknown or has no class per sequence, or a part would be empty.</exception>
    public (SequenceSet First, SequenceSet Second) SplitStratified(double first, long seed = 0, string head = DefaultHead)
    {
        if (!(first > 0 && first < 1))
            throw new ArgumentOutOfRangeException(nameof(first), first, $"first is {first}; give a share between 0 and 1.");
        List<int> one = [], two = [];
        foreach (IGrouping<int, int> members in Drawn(seed, head).GroupBy(ClassOf(head)))
        {
            int[] all = [.. members];
            int count = (int)Math.Round(all.Length * first, MidpointRounding.AwayFromZero);
            one.AddRange(all[..count]);
            two.AddRange(all[count..]);
        }

        if (one.Count == 0 || two.Count == 0)
            throw new ArgumentException(
                $"A part of {first} of {Count} sequences leaves one of the parts empty. Give another share.", nameof(first));
        return (Subset([.. one.Order()]), Subset([.. two.Order()]));
    }

    // In an order by chance; where it is stratified, one class after another, so that dealing it out gives each part its share.
    private int[] Drawn(long seed, string? head)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new SeededRandom(seed).Shuffle(order);
        return head is null ? order : [.. order.OrderBy(ClassOf(head))];
    }

    private Func<int, int> ClassOf(string head)
    {
        HeadTargets targets = Targets(head);
        return targets.Kind == SequenceTargetKind.Class ? index => targets.Classes(index)[0] : throw new ArgumentException(
            $"Head '{head}' has {targets.Kind}; parts by class need one class per sequence. Name another head.", nameof(head));
    }
}
