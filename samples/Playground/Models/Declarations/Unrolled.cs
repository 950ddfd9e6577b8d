namespace LstmGen.Samples.Playground;

/// <summary>Reads characters and expects the next one.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Rnn(24)]
[LanguageModel]
public partial class UnrolledRnn;

/// <summary>Reads characters and expects the next one.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Gru(24)]
[LanguageModel]
public partial class UnrolledGru;

/// <summary>Reads characters and expects the next one.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Lstm(24)]
[LanguageModel]
public partial class UnrolledLstm;
