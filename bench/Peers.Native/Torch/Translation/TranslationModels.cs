namespace LstmGen.Bench.Torch.Translation;

/// <summary>The reader of the sample Translation: words of German in both directions.</summary>
[RecurrentModel]
[Embedding(vocabulary: TranslationData.SourceWords, size: 256, PaddingIndex = 0)]
[Dropout(0.5f)]
[Gru(512, Bidirectional = true)]
[SequenceOutput]
internal sealed partial class TranslationReader;

/// <summary>Its writer: attends to the sentence before and after each step.</summary>
[RecurrentModel]
[Source(typeof(TranslationReader), Bridge = Bridge.Dense)]
[Embedding(vocabulary: TranslationData.TargetWords, size: 256, PaddingIndex = 0)]
[Dropout(0.5f)]
[Attention(Score = AttentionScore.Additive)]
[Gru(512)]
[Attention(Score = AttentionScore.General, Size = 512)]
[LanguageModel(Dropout = 0.5f)]
internal sealed partial class TranslationWriter;
