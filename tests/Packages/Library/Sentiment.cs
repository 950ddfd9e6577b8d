using LstmGen;

namespace Library;

/// <summary>Two classes of token sequences.</summary>
[RecurrentModel]
[Embedding(vocabulary: 50, size: 8, PaddingIndex = 0)]
[Gru(8, Bidirectional = true)]
[Classification(2)]
public partial class Sentiment;
