using LstmGen;
using LstmGen.Data;

/// <summary>The class of a text. Another number of classes is another number here.</summary>
[RecurrentModel]
[Embedding(vocabulary: 5000, size: 32, PaddingIndex = Vocabulary.PadId)]
[Lstm(32, Bidirectional = true)]
[Classification(2, Pooling = Pooling.Attention, Dropout = 0.2)]
public partial class TextClassifier;
