namespace LstmGen.Interchange.Tests;

/// <summary>The network of Files/rtneural-lstm.json.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(5)]
[Regression(1, Pooling = Pooling.EveryStep, Name = "dense")]
internal sealed partial class RtNeuralLstm;

/// <summary>The network of Files/rtneural-gru.json.</summary>
[RecurrentModel]
[Features(2)]
[Gru(5)]
[Regression(1, Pooling = Pooling.EveryStep, Name = "dense")]
internal sealed partial class RtNeuralGru;

/// <summary>The network of a guitar amplifier, which adds its input to its output.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(32, Name = "rec")]
[Regression(1, Pooling = Pooling.EveryStep, Name = "lin")]
internal sealed partial class Amplifier;
