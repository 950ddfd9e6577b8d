namespace LstmGen.Training.Tests;

/// <summary>Masks of every kind: per step, shared over time, per row, and of the last step.</summary>
[RecurrentModel]
[Embedding(12, 9)]
[Dropout(0.2f, SharedOverTime = true)]
[Lstm(7, Layers = 2, Dropout = 0.3f, InputDropout = 0.1f, RecurrentDropout = 0.2f)]
[Dropout(0.2f)]
[Gru(6, Zoneout = 0.2f)]
[Classification(3, Dropout = 0.1f)]
public partial class SegmentMasks;

/// <summary>Dropout between layers that threads may compute one behind the other, and values that stand once for each sequence.</summary>
[RecurrentModel]
[Features(2, Static = 3)]
[Lstm(8, Layers = 3, Dropout = 0.2f, Residual = true, LayerNorm = true)]
[Regression(1, Name = "near", Pooling = Pooling.EveryStep)]
[Classification(4, Name = "kind")]
public partial class SegmentStack;

/// <summary>States of other sizes than outputs.</summary>
[RecurrentModel]
[Features(3)]
[Gru(8)]
[LayerNorm]
[Lstm(8, Projection = 4, Peepholes = true)]
[Skip]
[Dense(5)]
[Regression(2)]
public partial class SegmentProjection;

/// <summary>A tag at each step of a long sequence.</summary>
[RecurrentModel]
[Features(8)]
[Lstm(16, Layers = 2)]
[Tagging(4)]
public partial class LongTagger;

/// <summary>One value for a long sequence.</summary>
[RecurrentModel]
[Features(8)]
[Gru(16)]
[Regression(1)]
public partial class LongRegression;
