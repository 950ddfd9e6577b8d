using LstmGen.Generator.Heads.Classification;
using LstmGen.Generator.Heads.Ctc;
using LstmGen.Generator.Heads.LanguageModel;
using LstmGen.Generator.Heads.MultiLabel;
using LstmGen.Generator.Heads.Regression;
using LstmGen.Generator.Heads.SequenceOutput;
using LstmGen.Generator.Heads.Tagging;
using LstmGen.Generator.Inputs.Embedding;
using LstmGen.Generator.Inputs.Features;
using LstmGen.Generator.Layers.Activation;
using LstmGen.Generator.Layers.Attention;
using LstmGen.Generator.Layers.Cell;
using LstmGen.Generator.Layers.Conv1d;
using LstmGen.Generator.Layers.Dense;
using LstmGen.Generator.Layers.Dropout;
using LstmGen.Generator.Layers.Gru;
using LstmGen.Generator.Layers.LayerNorm;
using LstmGen.Generator.Layers.Lstm;
using LstmGen.Generator.Layers.Rnn;
using LstmGen.Generator.Layers.SelfAttention;
using LstmGen.Generator.Layers.Skip;
using LstmGen.Generator.Sources;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;

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
        new CellKind(),
        new DropoutKind(),
        new DenseKind(),
        new ActivationKind(),
        new LayerNormKind(),
        new Conv1dKind(),
        new SkipKind(),
        new SelfAttentionKind(),
        new AttentionKind(),
        new SourceKind(),
        new RegressionKind(),
        new ClassificationKind(),
        new SequenceOutputKind(),
        new MultiLabelKind(),
        new TaggingKind(),
        new LanguageModelKind(),
        new CtcKind(),
    ];

    private static readonly Dictionary<string, IElementKind> ByName = All.ToDictionary(kind => kind.AttributeName);

    private static readonly HashSet<string> Families = ["LstmGen.RecurrentLayerAttribute", "LstmGen.HeadAttribute"];

    /// <summary>What takes the place of an input that is missing, so that signatures can be written.</summary>
    public static InputSpec MissingInput { get; } = new FeaturesSpec(1);

    /// <summary>The same of a head.</summary>
    public static HeadSpec MissingHead { get; } = new RegressionSpec(1);

    public static IElementKind? Find(string attributeName) => ByName.TryGetValue(attributeName, out IElementKind? kind) ? kind : null;

    /// <summary>The base that makes an attribute one of layers or heads, known or not; null where it is neither.</summary>
    public static string? Family(INamedTypeSymbol? attribute)
    {
        for (INamedTypeSymbol? type = attribute?.BaseType; type is not null; type = type.BaseType)
        {
            if (Families.Contains(type.ToDisplayString()))
                return type.Name;
        }

        return null;
    }
}
