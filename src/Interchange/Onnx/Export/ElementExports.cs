using LstmGen.Interchange.Onnx.Export.Heads;
using LstmGen.Interchange.Onnx.Export.Layers;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>The one list of kinds that are written, by their names in a declaration.</summary>
internal static class ElementExports
{
    public static IReadOnlyDictionary<string, IInputExport> Inputs { get; } = new Dictionary<string, IInputExport>(StringComparer.Ordinal)
    {
        ["Features"] = new FeaturesExport(),
        ["Embedding"] = new EmbeddingExport(),
    };

    public static IReadOnlyDictionary<string, ILayerExport> Layers { get; } = new Dictionary<string, ILayerExport>(StringComparer.Ordinal)
    {
        ["ColumnEmbedding"] = new ColumnEmbeddingExport(),
        ["Lstm"] = new LstmExport(),
        ["Gru"] = new GruExport(),
        ["Rnn"] = new RnnExport(),
        ["Cell"] = new CellExport(),
        ["Dense"] = new DenseExport(),
        ["Activation"] = new ActivationExport(),
        ["LayerNorm"] = new LayerNormExport(),
        ["Skip"] = new SkipExport(),
        ["Conv1d"] = new Conv1dExport(),
        ["Dropout"] = new DropoutExport(),
        ["Attention"] = new AttentionExport(),
        ["SelfAttention"] = new SelfAttentionExport(),
    };

    public static IReadOnlyDictionary<string, IHeadExport> Heads { get; } = new Dictionary<string, IHeadExport>(StringComparer.Ordinal)
    {
        ["Regression"] = new DenseHeadExport("Values."),
        ["Classification"] = new DenseHeadExport("Probabilities of the classes.", "Softmax"),
        ["MultiLabel"] = new DenseHeadExport("Probabilities of the labels.", "Sigmoid"),
        ["Tagging"] = new TaggingExport(),
        ["LanguageModel"] = new DenseHeadExport("Probabilities of the next token.", "Softmax"),
        ["Ctc"] = new CtcExport(),
        ["SequenceOutput"] = new SequenceOutputExport(),
    };

    /// <summary>Kinds that are written, for a message.</summary>
    public static string Known => string.Join(", ", Inputs.Keys.Concat(Layers.Keys).Concat(Heads.Keys));
}
