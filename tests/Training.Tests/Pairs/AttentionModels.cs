namespace LstmGen.Training.Tests;

/// <summary>Reads in both directions, wider than its decoders.</summary>
[RecurrentModel]
[Embedding(9, 4)]
[Lstm(4, Bidirectional = true)]
[SequenceOutput]
public partial class BothWaysReader;

/// <summary>Attends after its layers (Luong), and starts through a dense bridge.</summary>
[RecurrentModel]
[Source(typeof(BothWaysReader), Bridge = Bridge.Dense)]
[Embedding(9, 4)]
[Lstm(6, Layers = 2)]
[Attention(Score = AttentionScore.General, Size = 7)]
[LanguageModel]
public partial class LuongWriter;

/// <summary>Attends before its layer (Bahdanau), and drops weights of attention.</summary>
[RecurrentModel]
[Source(typeof(BothWaysReader), Bridge = Bridge.Dense)]
[Embedding(9, 4)]
[Attention(Score = AttentionScore.Additive, ScoreSize = 5, Dropout = 0.3f)]
[Gru(6)]
[LanguageModel]
public partial class BahdanauWriter;

/// <summary>Attends twice, before and after, and starts from zero.</summary>
[RecurrentModel]
[Source(typeof(BothWaysReader), Bridge = Bridge.None)]
[Embedding(9, 4)]
[Attention(Score = AttentionScore.Dot, Scaled = true)]
[Lstm(8)]
[Attention(Score = AttentionScore.Dot, Dropout = 0.2f)]
[LanguageModel]
public partial class TwiceWriter;

/// <summary>Attends to what it has written, then to its source.</summary>
[RecurrentModel]
[Source(typeof(BothWaysReader), Bridge = Bridge.Dense)]
[Embedding(9, 6)]
[SelfAttention(Heads = 2, Causal = true, Residual = true)]
[Lstm(6)]
[SelfAttention(Causal = true)]
[Attention(Score = AttentionScore.General, Size = 7)]
[LanguageModel]
public partial class SelfAndSourceWriter;

/// <summary>Two self-attentions between recurrent layers.</summary>
[RecurrentModel]
[Embedding(9, 8)]
[Lstm(8)]
[SelfAttention(Heads = 2, Causal = true, Residual = true)]
[SelfAttention(Heads = 4, Causal = true)]
[Gru(8, Residual = true)]
[LanguageModel]
public partial class DeepSelfWriter;

/// <summary>The only thing that it remembers are keys and values.</summary>
[RecurrentModel]
[Features(4)]
[SelfAttention(Heads = 2, Causal = true)]
[Regression(1, Pooling = Pooling.EveryStep)]
public partial class OnlySelfAttention;

/// <summary>A stack with dropped weights of self-attention.</summary>
[RecurrentModel]
[Embedding(9, 6)]
[SelfAttention(Heads = 3, Causal = true, Residual = true, Dropout = 0.3f)]
[Gru(4)]
[LanguageModel]
public partial class SelfWriter;
