namespace LstmGen.Interchange.Tests;

/// <summary>The network that Files/make.py saves, by the names that it has there.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(4, Layers = 2, Bidirectional = true, Name = "rnn")]
[Regression(2, Pooling = Pooling.EveryStep, Name = "fc")]
internal sealed partial class Tagger;
