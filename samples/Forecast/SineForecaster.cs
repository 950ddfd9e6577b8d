namespace LstmGen.Samples.Forecast;

/// <summary>Ten values of a series in, the next one out.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(100)]
[Regression(1)]
public partial class SineForecaster;

[RecurrentModel]
[Embedding(20, 12, PaddingIndex = 0)]
[Lstm(16, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Classification(3, Dropout = 0.1f)]
public partial class Demo;
[RecurrentModel]
[Features(12)]
[Lstm(16, Bias = false)]
[Classification(3, Pooling = Pooling.EveryStep)]
[SequenceOutput(Name = "body")]
public partial class Demo2;
