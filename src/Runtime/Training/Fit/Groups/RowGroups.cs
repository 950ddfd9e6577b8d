using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// The rows of a batch in groups, whose gradients are computed apart and then added. Which rows make a group depends on the model and the
/// batch alone, so that sums do not depend on the threads that compute them. Allocates nothing once its arrays are large enough.
/// </summary>
/// <param name="parameters">Values of the model's gradient.</param>
internal sealed class RowGroups(int parameters)
{
    /// <summary>Up to so many parameters groups may be small.</summary>
    public const int FewParameters = 20_000;

    // Up to so many clearing and adding gradients of groups takes little of the time.
    private const int SomeParameters = 60_000;

    private const int LeastRows = 4, MostGroups = 32;

    private readonly RowShares _shares = new();
    private long[] _keys = [];
    private int[] _order = [], _lengths = [];

    /// <summary>Whether batches of a model of so many parameters are cut.</summary>
    public static bool Fits(int parameters) => parameters <= SomeParameters;

    /// <summary>Number of groups; 1 where the batch is not cut.</summary>
    public int Count => _shares.Parts;

    /// <summary>Steps of the longest row.</summary>
    public int Steps { get; private set; }

    /// <summary>Rows that a thread computes at once: as many as the second-level cache has room for, or a group.</summary>
    public int RowsAtOnce => parameters <= FewParameters ? 16 : 8;

    // Pairs of a row and a step in a group at least.
    private int LeastPairs => parameters <= FewParameters ? 128 : 384;

    /// <summary>Takes the sequences of a batch, all their steps.</summary>
    public void Take(SequenceSet set, ReadOnlySpan<int> sequences)
    {
        int rows = sequences.Length, shortest = int.MaxValue;
        if (_order.Length < rows)
            (_keys, _order, _lengths) = (new long[rows], new int[rows], new int[rows]);
        Steps = 0;
        long pairs = 0;
        for (int row = 0; row < rows; row++)
        {
            int length = _lengths[row] = set.Length(sequences[row]);
            (Steps, shortest) = (Math.Max(Steps, length), Math.Min(shortest, length));
            pairs += length;
        }

        int groups = CountOf(rows, pairs);
        if (shortest == Steps)
        {
            for (int row = 0; row < rows; row++)
                _order[row] = row;
            _shares.Divide(rows, groups);
        }
        else
        {
            Span<int> lengths = _lengths.AsSpan(0, rows);
            FallingLengths.Sort(lengths, _keys, _order, lengths);
            _shares.Divide(lengths, groups);
        }
    }

    /// <summary>The first row of a group, of the rows by falling length; that of group <see cref="Count"/> is the end.</summary>
    public int Begin(int group) => _shares.Begin(group);

    /// <summary>The rows [<paramref name="begin"/>, <paramref name="end"/>) by falling length, as places in the batch.</summary>
    public ReadOnlySpan<int> Rows(int begin, int end) => _order.AsSpan(begin..end);

    private int CountOf(int rows, long pairs)
    {
        int groups = 1;
        while (groups < MostGroups && rows / (2 * groups) >= LeastRows && pairs / (2 * groups) >= LeastPairs)
            groups *= 2;
        return groups;
    }
}
