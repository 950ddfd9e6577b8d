namespace LstmGen.Samples.TextGenerator;

/// <summary>
/// Words in, at every step the next word out. Each layer adds to the one below, which lets three learn quickly; the output's weights are
/// the embedding table itself.
/// </summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Declared.Words, 128, Dropout = 0.2f)]
[Lstm(128, Layers = 3, Residual = true, Dropout = 0.2f)]
[LanguageModel(TieWeights = true, Dropout = 0.3f)]
public partial class NextWord;
