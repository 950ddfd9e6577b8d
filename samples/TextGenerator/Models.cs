namespace LstmGen.Samples.TextGenerator;

/// <summary>Words in, at every step the next word out; the output's weights are the embedding table itself.</summary>
[RecurrentModel]
[Embedding(Words.Most, 128, Dropout = 0.2f)]
[Lstm(128, Layers = 3, Dropout = 0.2f)]
[LanguageModel(TieWeights = true, Dropout = 0.3f)]
public partial class NextWord;
