namespace LstmGen.Samples.Sentiment;

/// <summary>The first model of every tutorial.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Declared.Words, 64, PaddingIndex = 0)]
[Lstm(32)]
[Classification(Declared.Classes)]
public partial class SmallSentiment;

/// <summary>Both directions, two layers; the head reads the last states of both.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Declared.Words, 100, PaddingIndex = 0)]
[Lstm(256, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Classification(Declared.Classes, Dropout = 0.3f)]
public partial class BidirectionalSentiment;

/// <summary>The full recipe: the head weighs every word by attention.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Declared.Words, 100, PaddingIndex = 0, Dropout = 0.5f)]
[Lstm(128, Layers = 2, Bidirectional = true, InputDropout = 0.3f, RecurrentDropout = 0.3f, Dropout = 0.3f)]
[Classification(Declared.Classes, Pooling = Pooling.Attention, Dropout = 0.5f, LabelSmoothing = 0.1f)]
public partial class AttentionSentiment;
