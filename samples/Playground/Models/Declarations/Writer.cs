namespace LstmGen.Samples.Playground;

/// <summary>Writes character by character; its weights were trained by the project Trainer.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 24)]
[Lstm(96)]
[LanguageModel]
public partial class Writer;
