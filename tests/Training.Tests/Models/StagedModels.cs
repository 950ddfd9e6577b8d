namespace LstmGen.Training.Tests;

/// <summary>Layers of every kind, large enough for stages of the backward pass.</summary>
[RecurrentModel]
[Embedding(300, 256)]
[Conv1d(96, 3, Padding = Padding.Causal)]
[Lstm(96, Layers = 2, Dropout = 0.2f)]
[SelfAttention(Heads = 4, Residual = true)]
[LayerNorm]
[Gru(128, Bidirectional = true)]
[Dense(96)]
[Classification(5, Pooling = Pooling.Attention)]
public partial class StagedTower;

/// <summary>A large head over small layers.</summary>
[RecurrentModel]
[Embedding(900, 80)]
[Lstm(80)]
[LanguageModel]
public partial class StagedWriter;

/// <summary>Layers that threads compute one behind the other, and two heads.</summary>
[RecurrentModel]
[Features(8)]
[Dense(300)]
[Dense(300)]
[Lstm(128, Layers = 3, Residual = true, LayerNorm = true)]
[Regression(2, Name = "near", Pooling = Pooling.EveryStep)]
[Classification(4, Name = "kind")]
public partial class StagedStack;
