namespace LstmGen.Bench.Peers.Grid;

/// <summary>
/// Streams as audio effects run them, sample by sample: an LSTM of one input and a dense layer of one output. Beside the grid, and so named
/// by <c>group:sample</c> or an id, not by <c>all</c>; what bench/RtNeural measures.
/// </summary>
internal static class SampleCases
{
    public const string Group = "sample";

    public static IReadOnlyList<BenchCase> All { get; } =
    [
        .. from units in (int[])[16, 32, 64, 128, 256]
           select new BenchCase { Id = $"sample_lstm_h{units}", Input = 1, Hidden = [units], Steps = 100, Batch = 1, Head = "last",
               Outputs = 1, Group = Group },
    ];
}
