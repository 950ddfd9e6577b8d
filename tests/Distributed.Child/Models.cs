using LstmGen.Cells;

namespace LstmGen.Distributed.Child;

/// <summary>Masks wherever there can be some, both directions, rows of many lengths.</summary>
[RecurrentModel]
[Embedding(12, 5)]
[Lstm(7, Layers = 2, Bidirectional = true, Dropout = 0.3f, Zoneout = 0.1f)]
[Dropout(0.2f)]
[Classification(3, Dropout = 0.1f)]
public partial class DropoutClassifier;

/// <summary>A value for each step, for states that are carried.</summary>
[RecurrentModel]
[Features(2)]
[Gru(5, RecurrentDropout = 0.1f)]
[Regression(1, Pooling = Pooling.EveryStep)]
public partial class StepRegression;

/// <summary>Tags decided by whole paths.</summary>
[RecurrentModel]
[Embedding(12, 6)]
[Conv1d(8, 3, Padding = Padding.Same)]
[Lstm(8, Bidirectional = true)]
[Tagging(5, Crf = true)]
public partial class CrfTagger;

/// <summary>Symbols without alignment.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(12)]
[Ctc(4)]
public partial class CtcModel;

/// <summary>Two heads that count different things.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(8, Projection = 6)]
[SelfAttention(Heads = 2, Dropout = 0.2f, Residual = true)]
[Classification(4, Name = "kind", Pooling = Pooling.EveryStep, IgnoreIndex = 3)]
[Regression(1, Name = "amount", LossWeight = 0.25f)]
public partial class TwoHeads;

/// <summary>A cell as equations.</summary>
[RecurrentModel]
[Features(3)]
[Cell(typeof(Slstm), 7, Layers = 2)]
[Classification(2)]
public partial class OwnCell;

/// <summary>Large enough for a backward pass of three stages.</summary>
[RecurrentModel]
[Embedding(200, 384)]
[Lstm(64, Bidirectional = true, RecurrentDropout = 0.2f)]
[Gru(112)]
[Classification(3)]
public partial class Wide;

/// <summary>Reads a source of tokens in both directions.</summary>
[RecurrentModel]
[Embedding(9, 4)]
[Lstm(4, Bidirectional = true, RecurrentDropout = 0.1f)]
[SequenceOutput]
public partial class Reader;

/// <summary>Attends to what was read.</summary>
[RecurrentModel]
[Source(typeof(Reader), Bridge = Bridge.Dense)]
[Embedding(9, 4)]
[Attention(Score = AttentionScore.Additive, ScoreSize = 5, Dropout = 0.3f)]
[Gru(6)]
[LanguageModel]
public partial class Writer;
