namespace LstmGen.Samples.MultiHead;

/// <summary>A wave in; its shape and its frequency out, from one body.</summary>
[RecurrentModel(Backends = Target.All)]
[Features(1)]
[Lstm(48)]
[Classification(3, Name = "shape", Pooling = Pooling.Mean)]
[Regression(1, Name = "frequency", Pooling = Pooling.Mean, LossWeight = 2f)]
public partial class WaveReader;
