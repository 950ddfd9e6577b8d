using LstmGen;

namespace Strict;

/// <summary>Every kind of layer that has code of its own.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(8, 3, Padding = Padding.Causal, Activation = Activation.Relu)]
[LayerNorm]
[Lstm(16, Layers = 2, Dropout = 0.1, Peepholes = true)]
[Gru(16)]
[Rnn(8)]
[Dense(8, Activation = Activation.Tanh)]
[Dropout(0.1)]
[Regression(2, Name = "level")]
[Classification(3, Name = "kind", Pooling = Pooling.Attention)]
public partial class Everything;

/// <summary>A language model.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Embedding(20, 8)]
[Lstm(8)]
[LanguageModel(TieWeights = true)]
public partial class Writer;

/// <summary>Tags.</summary>
[RecurrentModel]
[Embedding(20, 8)]
[Lstm(8, Bidirectional = true)]
[Tagging(4, Crf = true)]
internal sealed partial class Tagger;

/// <summary>A cell of a library, and attention of a sequence to itself.</summary>
[RecurrentModel]
[Features(4)]
[Cell(typeof(LstmGen.Cells.Janet), 8, Layers = 2, Dropout = 0.1)]
[SelfAttention(Heads = 2, Residual = true)]
[MultiLabel(3, Pooling = Pooling.Mean)]
internal sealed partial class Watcher;

/// <summary>What a decoder attends to.</summary>
[RecurrentModel]
[Embedding(12, 4)]
[Gru(6, Bidirectional = true)]
[SequenceOutput]
internal sealed partial class SourceReader;

/// <summary>A decoder with attention.</summary>
[RecurrentModel]
[Source(typeof(SourceReader), Bridge = Bridge.Dense)]
[Embedding(12, 4)]
[Lstm(6)]
[Attention(Score = AttentionScore.General, Size = 6)]
[LanguageModel]
internal sealed partial class TargetWriter;

/// <summary>Labels without alignment.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(8)]
[Ctc(4)]
internal sealed partial class Speller;
