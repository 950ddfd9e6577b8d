namespace LstmGen.Samples.Tests;

/// <summary>How thoroughly samples are run: <c>LSTMGEN_SAMPLE_SEEDS</c> sets with how many seeds, 1 by default.</summary>
internal static class SampleSeeds
{
    // One epoch of each takes 2 to 8 s.
    private static readonly HashSet<string> Slow =
        ["Addition", "Sentiment", "Speech", "StackedForecast", "Tagger", "TextGenerator", "Translation"];

    /// <summary>The seeds, for theories.</summary>
    public static TheoryData<int> All => [.. Enumerable.Range(1, Count)];

    /// <summary>The samples that are run twice with the same seed: with several seeds all, else those that take little time.</summary>
    public static TheoryData<string> Repeated => [.. Catalog.All.Where(sample => Count > 1 || !Slow.Contains(sample))];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_SAMPLE_SEEDS"), out int wish) ? Math.Max(1, wish) : 1;
}
