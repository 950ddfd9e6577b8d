namespace LstmGen.Samples.Playground;

/// <summary>Characters in, the next one out.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Rnn(24)]
[Classification(Letters.Count)]
public partial class NextRnn;

/// <summary>Characters in, the next one out.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Gru(24)]
[Classification(Letters.Count)]
public partial class NextGru;

/// <summary>Characters in, the next one out.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Lstm(24)]
[Classification(Letters.Count)]
public partial class NextLstm;

/// <summary>Characters in, the next one out.</summary>
[RecurrentModel]
[Embedding(Letters.Count, 12)]
[Lstm(12, Bidirectional = true)]
[Classification(Letters.Count)]
public partial class NextBiLstm;
