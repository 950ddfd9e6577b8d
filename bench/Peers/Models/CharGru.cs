using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

/// <summary>The next character, at every step.</summary>
[RecurrentModel]
[Embedding(vocabulary: 65, size: 64)]
[Gru(128)]
[LanguageModel]
internal sealed partial class CharGru;

internal static partial class ModelCatalog
{
    static partial void AddCharGru() =>
        Add(
            "char_gru", () => new CharGru(1),
            m =>
                StreamItem.OfTokens(
                    ((CharGru)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
}
