namespace LstmGen.Runtime.Tests.Losses;

/// <summary>The interpolated n-gram of Witten and Bell by its definition: every count is a walk over all sequences.</summary>
internal static class NaiveNGram
{
    private const int Begin = -1, End = -2;

    internal static double LogProbability(int[][] sequences, int[] labels, int symbols, int order)
    {
        int[] all = [Begin, .. labels, End];
        double sum = 0;
        for (int i = 1; i < all.Length; i++)
            sum += Math.Log(Probability(sequences, all[Math.Max(0, i - order + 1)..i], all[i], symbols));
        return sum;
    }

    internal static double Probability(int[][] sequences, int[] context, int label, int symbols)
    {
        double lower = context.Length == 0 ? 1.0 / symbols : Probability(sequences, context[1..], label, symbols);
        List<int> followers = [];
        foreach (int[] sequence in sequences)
        {
            int[] all = [Begin, .. sequence, End];
            for (int i = 1; i < all.Length; i++)
            {
                if (i >= context.Length && all.AsSpan(i - context.Length, context.Length).SequenceEqual(context))
                    followers.Add(all[i]);
            }
        }

        double kinds = followers.Distinct().Count();
        return followers.Count == 0 ? lower : (followers.Count(f => f == label) + kinds * lower) / (followers.Count + kinds);
    }
}
