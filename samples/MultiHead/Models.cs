namespace LstmGen.Samples.MultiHead;

/// <summary>
/// A wave in; its shape and its frequency out, from one body. Of data of one's own: a recording in; its class and its number out.
/// </summary>
[RecurrentModel(Backends = Target.All)]
[Features(Declared.Channels)]
[Lstm(48)]
[Classification(Declared.Classes, Name = "shape", Pooling = Pooling.Mean)]
[Regression(1, Name = "frequency", Pooling = Pooling.Mean, LossWeight = 2f)]
public partial class WaveReader;
