namespace LstmGen.Bench.Peers.Grid;

/// <summary>The grid: nine models as tutorials and products have them, and one layer at every size.</summary>
internal static class GridCases
{
    public static readonly int[] Units = [16, 32, 64, 128, 256, 512, 1024];

    public static IReadOnlyList<BenchCase> All { get; } = [.. Models(), .. Raw()];

    /// <summary>The grid, and the sample streams beside it.</summary>
    public static IReadOnlyList<BenchCase> AndSamples { get; } = [.. All, .. SampleCases.All];

    private static IEnumerable<BenchCase> Models()
    {
        yield return new() { Id = "sine", Input = 1, Hidden = [100], Steps = 10, Batch = 990, Head = "last", Outputs = 1 };
        yield return new() { Id = "arith", Input = 1, Hidden = [50], Steps = 4, Batch = 32, Head = "last", Outputs = 1 };
        yield return new()
        {
            Id = "sentiment", Layers = 2, Bidirectional = true, Input = 128, Hidden = [256, 256], Steps = 100, Batch = 64,
            Vocabulary = 10000, Dropout = 0.3, Head = "last", Outputs = 2, Loss = "ce",
        };
        yield return new() { Id = "imdb_small", Input = 32, Hidden = [32], Steps = 100, Batch = 64, Vocabulary = 5000, Head = "last",
            Outputs = 1, Loss = "bce" };
        yield return new()
        {
            Id = "textgen", Layers = 3, Input = 64, Hidden = [256, 256, 256], Steps = 100, Batch = 32,
            Vocabulary = 2000, Head = "token", Outputs = 2000, Loss = "ce",
        };
        yield return new()
        {
            Id = "char_gru", Cell = "gru", Input = 64, Hidden = [128], Steps = 128, Batch = 32,
            Vocabulary = 65, Head = "token", Outputs = 65, Loss = "ce",
        };
        yield return new()
        {
            Id = "ner", Layers = 2, Bidirectional = true, Input = 100, Hidden = [128, 128], Steps = 50, Batch = 32,
            Vocabulary = 5000, Head = "token", Outputs = 9, Loss = "ce",
        };
        yield return new() { Id = "stacked_64_32", Layers = 2, Input = 8, Hidden = [64, 32], Steps = 50, Batch = 32, Dropout = 0.2,
            Head = "last", Outputs = 1 };
        yield return new() { Id = "stock", Layers = 2, Input = 5, Hidden = [64, 64], Steps = 60, Batch = 64, Head = "last", Outputs = 1 };
    }

    private static IEnumerable<BenchCase> Raw() =>
        from cell in (string[])["lstm", "gru", "rnn"]
        from units in Units
        from batch in (int[])[1, 16, 64]
        select new BenchCase { Id = $"raw_{cell}_h{units}_b{batch}", Cell = cell, Input = units, Hidden = [units], Steps = 100,
            Batch = batch, Group = "raw" };
}
