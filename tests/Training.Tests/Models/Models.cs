namespace LstmGen.Training.Tests;

/// <summary>Ten values of a series in, the next one out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(32)]
[Regression(1)]
public partial class SineModel;

/// <summary>Small enough to train in milliseconds.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(6)]
[Regression(2)]
public partial class TinyRegression;

/// <summary>Everything random at once: dropout in three places, tokens of many lengths.</summary>
[RecurrentModel]
[Embedding(12, 5)]
[Lstm(7, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Dropout(0.2f)]
[Classification(3, Dropout = 0.1f)]
public partial class DropoutClassifier;

/// <summary>A class for each step.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(8)]
[Classification(4, Pooling = Pooling.EveryStep)]
public partial class StepClassifier;

/// <summary>A value for each step.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(5)]
[Regression(1, Pooling = Pooling.EveryStep)]
public partial class StepRegression;

/// <summary>Each step sees itself and three steps before.</summary>
[RecurrentModel]
[Features(2)]
[Conv1d(4, 4, Padding = Padding.Causal, Activation = Activation.Tanh)]
[Lstm(5)]
[Conv1d(3, 2, Padding = Padding.Causal)]
[Regression(1, Pooling = Pooling.EveryStep)]
public partial class CausalConvolution;

/// <summary>A window that ends with the sequence.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(4, 3)]
[Lstm(5)]
[Regression(2)]
public partial class ValidConvolution;

/// <summary>The last layer's output is the prediction.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(4)]
[SequenceOutput]
public partial class OutputModel;

/// <summary>Two heads of different weight.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(8)]
[Classification(3, Name = "kind")]
[Regression(1, Name = "amount", LossWeight = 0.25f)]
public partial class TwoHeads;

/// <summary>An embedding that keeps its values.</summary>
[RecurrentModel]
[Embedding(12, 5, Frozen = true)]
[Lstm(6)]
[Classification(3)]
public partial class FrozenEmbedding;

/// <summary>Tags decided by whole paths.</summary>
[RecurrentModel]
[Embedding(12, 6)]
[Lstm(8, Bidirectional = true)]
[Tagging(5, Crf = true)]
public partial class CrfTagger;

/// <summary>Dropout behind a convolution that leaves fewer steps.</summary>
[RecurrentModel]
[Features(3)]
[Conv1d(5, 3, Stride = 2)]
[Gru(6, Zoneout = 0.1f)]
[Dropout(0.3f)]
[Regression(1)]
public partial class StridedDropout;

/// <summary>Dropout of pairs of steps. A bias of keys would have the gradient 0 but for rounding.</summary>
[RecurrentModel]
[Features(4)]
[SelfAttention(Heads = 2, Residual = true, Dropout = 0.3f, Bias = false)]
[Regression(1, Pooling = Pooling.Mean)]
public partial class AttentionDropout;

/// <summary>Several labels at once, from a weighted mean over time.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(8)]
[MultiLabel(4, Pooling = Pooling.Attention)]
public partial class LabelModel;

/// <summary>The next token.</summary>
[RecurrentModel]
[Embedding(12, 8)]
[Lstm(16)]
[LanguageModel]
public partial class TokenModel;

/// <summary>Symbols without alignment.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(12)]
[Ctc(4)]
public partial class CtcModel;

/// <summary>A tag for every two tokens.</summary>
[RecurrentModel]
[Embedding(12, 6)]
[Conv1d(8, 2, Stride = 2)]
[Lstm(8, Bidirectional = true)]
[Tagging(3)]
public partial class PairTagger;
