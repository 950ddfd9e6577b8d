namespace LstmGen.Samples.Tagger;

/// <summary>Words in, the part of speech of each out.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 100, PaddingIndex = 0, Dropout = 0.3f)]
[Lstm(128, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Tagging(17, Dropout = 0.3f)]
public partial class PartOfSpeech;

/// <summary>Words in, the begin, inside or outside of a name out.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 100, PaddingIndex = 0, Dropout = 0.3f)]
[Lstm(128, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Tagging(13, Dropout = 0.3f)]
public partial class Names;

/// <summary>The same, where a conditional random field weighs which tag follows which.</summary>
[RecurrentModel(Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 100, PaddingIndex = 0, Dropout = 0.3f)]
[Lstm(128, Layers = 2, Bidirectional = true, Dropout = 0.3f)]
[Tagging(13, Crf = true, Dropout = 0.3f)]
public partial class NamesCrf;
