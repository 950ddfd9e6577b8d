using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

/// <summary>Whether a review is positive, as one bit.</summary>
[RecurrentModel]
[Embedding(vocabulary: 5000, size: 32)]
[Lstm(32)]
[MultiLabel(1)]
internal sealed partial class ImdbSmall;

internal static partial class ModelCatalog
{
    static partial void AddImdbSmall() =>
        Add(
            "imdb_small", () => new ImdbSmall(1),
            m =>
                StreamItem.OfTokens(
                    ((ImdbSmall)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
}
