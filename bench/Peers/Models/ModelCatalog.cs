using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

/// <summary>The declared model of every case. A raw layer's class serves all batches of its size.</summary>
internal static partial class ModelCatalog
{
    private static readonly Dictionary<string, ModelDescription> Descriptions = [];
    private static readonly Dictionary<string, (Func<IRecurrentModel> Create, Func<IRecurrentModel, BenchItem>? Stream)> Models = [];

    static ModelCatalog()
    {
        AddLstm();
        AddGru();
        AddRnn();
        AddTutorials();
        AddCharGru();
        AddImdbSmall();
        AddSampleStreams();
    }

    public static bool Has(BenchCase c) => Models.ContainsKey(Key(c));

    public static IRecurrentModel Create(BenchCase c) => Entry(c).Create();

    /// <summary>The declared model's description; weights are drawn once for each class only.</summary>
    public static ModelDescription Describe(BenchCase c)
    {
        if (!Descriptions.TryGetValue(Key(c), out ModelDescription? description))
            Descriptions[Key(c)] = description = Create(c).Description;
        return description;
    }

    /// <summary>Steps of one sequence with the state kept.</summary>
    public static BenchItem OpenStream(BenchCase c, IRecurrentModel model) =>
        Entry(c).Stream?.Invoke(model)
            ?? throw new ArgumentException($"{c.Id} cannot stream: it reads its sequence from both ends.", nameof(c));

    private static (Func<IRecurrentModel> Create, Func<IRecurrentModel, BenchItem>? Stream) Entry(BenchCase c) =>
        Models.TryGetValue(Key(c), out var entry)
            ? entry
            : throw new ArgumentException($"No model is declared for case '{c.Id}': add one under bench/Peers/Models.", nameof(c));

    private static string Key(BenchCase c) => c.Group == "raw" ? $"raw_{c.Cell}_h{c.Hidden[0]}" : c.Id;

    private static void Add(string key, Func<IRecurrentModel> create, Func<IRecurrentModel, BenchItem>? stream) =>
        Models.Add(key, (create, stream));

    static partial void AddLstm();

    static partial void AddGru();

    static partial void AddRnn();

    static partial void AddTutorials();

    static partial void AddCharGru();

    static partial void AddImdbSmall();

    static partial void AddSampleStreams();
}
