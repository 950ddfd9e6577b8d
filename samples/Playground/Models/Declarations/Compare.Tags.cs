namespace LstmGen.Samples.Playground;

/// <summary>Symbols in, a tag for each out.</summary>
[RecurrentModel]
[Embedding(TagText.Symbols, 8)]
[Rnn(24)]
[Tagging(2)]
public partial class TagsRnn;

/// <summary>Symbols in, a tag for each out.</summary>
[RecurrentModel]
[Embedding(TagText.Symbols, 8)]
[Gru(24)]
[Tagging(2)]
public partial class TagsGru;

/// <summary>Symbols in, a tag for each out.</summary>
[RecurrentModel]
[Embedding(TagText.Symbols, 8)]
[Lstm(24)]
[Tagging(2)]
public partial class TagsLstm;

/// <summary>Symbols in, a tag for each out.</summary>
[RecurrentModel]
[Embedding(TagText.Symbols, 8)]
[Lstm(12, Bidirectional = true)]
[Tagging(2)]
public partial class TagsBiLstm;
