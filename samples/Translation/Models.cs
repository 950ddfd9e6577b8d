namespace LstmGen.Samples.Translation;

/// <summary>Reads a text character by character, in both directions.</summary>
[RecurrentModel]
[Embedding(vocabulary: Declared.Characters, size: 32)]
[Lstm(64, Bidirectional = true)]
[SequenceOutput]
public partial class CharacterReader;

/// <summary>Writes character by character, and looks at what was read after each step (Luong et al. 2015).</summary>
[RecurrentModel]
[Source(typeof(CharacterReader), Bridge = Bridge.Dense)]
[Embedding(vocabulary: Declared.Characters, size: 32)]
[Lstm(128)]
[Attention(Score = AttentionScore.General, Size = 128)]
[LanguageModel]
public partial class CharacterWriter;

/// <summary>Reads a sentence word by word, in both directions.</summary>
[RecurrentModel]
[Embedding(vocabulary: Declared.SourceWords, size: 256, PaddingIndex = 0)]
[Dropout(0.5f)]
[Gru(512, Bidirectional = true)]
[SequenceOutput]
public partial class SentenceReader;

/// <summary>
/// Writes its translation: it looks at the sentence before each step, with what it has written so far (Bahdanau et al. 2015), and again
/// after it, to choose the word.
/// </summary>
[RecurrentModel]
[Source(typeof(SentenceReader), Bridge = Bridge.Dense)]
[Embedding(vocabulary: Declared.TargetWords, size: 256, PaddingIndex = 0)]
[Dropout(0.5f)]
[Attention(Score = AttentionScore.Additive)]
[Gru(512)]
[Attention(Score = AttentionScore.General, Size = 512)]
[LanguageModel(Dropout = 0.5f)]
public partial class SentenceWriter;

/// <summary>The reader of the pair without attention.</summary>
[RecurrentModel]
[Embedding(vocabulary: Declared.SourceWords, size: 256, PaddingIndex = 0)]
[Dropout(0.5f)]
[Lstm(512, Layers = 2, Dropout = 0.5f)]
[SequenceOutput]
public partial class PlainReader;

/// <summary>Its writer knows of the sentence what is in the state.</summary>
[RecurrentModel]
[Source(typeof(PlainReader))]
[Embedding(vocabulary: Declared.TargetWords, size: 256, PaddingIndex = 0)]
[Dropout(0.5f)]
[Lstm(512, Layers = 2, Dropout = 0.5f)]
[LanguageModel]
public partial class PlainWriter;
