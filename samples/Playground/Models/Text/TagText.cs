namespace LstmGen.Samples.Playground;

/// <summary>Symbols with tags that depend on what stands before and behind them.</summary>
public static class TagText
{
    /// <summary>Kinds of symbols.</summary>
    public const int Symbols = 8;

    /// <summary>
    /// Sequences of <paramref name="length"/> symbols from 0. A symbol has tag 1 where it is greater than both its neighbours; a neighbour
    /// that is missing counts as smaller. A model that does not read the rest first cannot know it.
    /// </summary>
    public static SequenceSet Draw(int count, int length, long seed)
    {
        var random = new Data.SeededRandom(seed);
        var symbols = new int[count][];
        var tags = new int[count][];
        for (int row = 0; row < count; row++)
        {
            int[] line = symbols[row] = new int[length];
            for (int t = 0; t < length; t++)
                line[t] = random.NextInt(Symbols);
            tags[row] = [.. line.Select(
                (symbol, t) => (t == 0 || line[t - 1] < symbol) && (t + 1 == length || line[t + 1] < symbol) ? 1 : 0)];
        }

        return SequenceSet.FromTokens(symbols).WithStepClasses(tags);
    }
}
