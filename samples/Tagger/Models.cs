namespace LstmGen.Samples.Tagger;

/// <summary>
/// Words in, the part of speech of each out. Every word is read as four tokens; the convolution makes one vector of 100 of them,
/// and the rest of the network sees one step per word.
/// </summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 64, PaddingIndex = 0, Dropout = 0.3f)]
[Conv1d(100, Looks.PerWord, Stride = Looks.PerWord)]
[Lstm(128, Layers = 2, Bidirectional = true, InputDropout = 0.3f, Dropout = 0.3f)]
[Tagging(17, Dropout = 0.3f)]
public partial class PartOfSpeech;

/// <summary>Words in, the begin, inside or outside of a name out.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 64, PaddingIndex = 0, Dropout = 0.5f)]
[Conv1d(100, Looks.PerWord, Stride = Looks.PerWord)]
[Lstm(128, Layers = 2, Bidirectional = true, InputDropout = 0.5f, Dropout = 0.5f)]
[Tagging(13, Dropout = 0.5f)]
public partial class Names;

/// <summary>The same, where a conditional random field weighs which tag follows which.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 64, PaddingIndex = 0, Dropout = 0.5f)]
[Conv1d(100, Looks.PerWord, Stride = Looks.PerWord)]
[Lstm(128, Layers = 2, Bidirectional = true, InputDropout = 0.5f, Dropout = 0.5f)]
[Tagging(13, Crf = true, Dropout = 0.5f)]
public partial class NamesCrf;

/// <summary>
/// Tags of any kind, for data of one's own. Smaller than the others, as such data often is, and with one more look at a word:
/// <see cref="UsualTag"/>.
/// </summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 64, PaddingIndex = 0, Dropout = Declared.Dropout)]
[Conv1d(100, Looks.PerWord + 1, Stride = Looks.PerWord + 1)]
[Lstm(Declared.Units, Layers = Declared.Layers, Bidirectional = true, InputDropout = Declared.Dropout)]
[Tagging(Declared.Tags, Dropout = Declared.Dropout)]
public partial class AnyTags;

/// <summary>The same with a conditional random field.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Sentences.Vocabulary, 64, PaddingIndex = 0, Dropout = Declared.Dropout)]
[Conv1d(100, Looks.PerWord + 1, Stride = Looks.PerWord + 1)]
[Lstm(Declared.Units, Layers = Declared.Layers, Bidirectional = true, InputDropout = Declared.Dropout)]
[Tagging(Declared.Tags, Crf = true, Dropout = Declared.Dropout)]
public partial class AnyTagsCrf;
