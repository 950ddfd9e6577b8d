using LstmGen.Generator.Heads.Classification;
using LstmGen.Generator.Heads.Regression;
using LstmGen.Generator.Heads.SequenceOutput;
using LstmGen.Generator.Inputs.Embedding;
using LstmGen.Generator.Inputs.Features;
using LstmGen.Generator.Layers.Dropout;
using LstmGen.Generator.Layers.Gru;
using LstmGen.Generator.Layers.Lstm;
using LstmGen.Generator.Layers.Rnn;

namespace LstmGen.Generator.Parsing;

/// <summary>Every kind of input, layer and head: the one place where kinds are registered.</summary>
internal static class ElementKinds
{
    private static readonly IElementKind[] All =
    [
        new FeaturesKind(),
        new EmbeddingKind(),
        new LstmKind(),
        new GruKind(),
        new RnnKind(),
        new DropoutKind(),
        new RegressionKind(),
        new ClassificationKind(),
        new SequenceOutputKind(),
    ];

    private static readonly Dictionary<string, IElementKind> ByName = All.ToDictionary(kind => kind.AttributeName);

    public static IElementKind? Find(string attributeName) => ByName.TryGetValue(attributeName, out IElementKind? kind) ? kind : null;
}
