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
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Sources;

namespace LstmGen.Generator;

/// <summary>Every kind of input, layer and head: the one place where kinds are registered.</summary>
internal static class Kinds
{
    public static ElementKinds All { get; } = new(
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
    ],
    missingInput: new FeaturesSpec(1), missingHead: new RegressionSpec(1));
}
