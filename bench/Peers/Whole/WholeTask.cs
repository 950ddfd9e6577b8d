using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Whole;

/// <summary>A training from start to end: a tutorial's network on data that it can learn, until its loss is low enough.</summary>
/// <param name="Id">The case's id in the grid, which gives the network and the batch.</param>
/// <param name="Sequences">Sequences of an epoch.</param>
/// <param name="Loss">Mean training loss of an epoch with which training ends.</param>
/// <param name="Epochs">Epochs at most.</param>
/// <param name="Heavy">Whether only the larger number of threads is run: one thread takes minutes, and loses in every library.</param>
internal sealed record WholeTask(string Id, int Sequences, double Loss, int Epochs, bool Heavy = false)
{
    public BenchCase Case => GridCases.All.First(c => c.Id == Id);

    /// <summary>One for each tutorial model.</summary>
    public static IReadOnlyList<WholeTask> All { get; } =
    [
        new("sine", 990, 0.002, 400),
        new("arith", 1024, 0.001, 100),
        new("imdb_small", 2048, 0.02, 40),
        new("char_gru", 512, 1.5, 40),
        new("stacked_64_32", 1024, 0.03, 60),
        new("stock", 1024, 0.003, 60),
        new("ner", 512, 0.1, 40, Heavy: true),
        new("textgen", 256, 4.4, 30, Heavy: true),
        new("sentiment", 512, 0.1, 20, Heavy: true),
    ];

    public static WholeTask Of(string id) =>
        All.FirstOrDefault(t => t.Id == id)
            ?? throw new ArgumentException(
                $"'{id}' is no whole training; there are {string.Join(' ', All.Select(t => t.Id))}.", nameof(id));
}
