namespace LstmGen.Samples.CharLanguageModel;

/// <summary>Characters in, at every step the next one out. Ids that no character has are never drawn.</summary>
[RecurrentModel(Backends = Target.All)]
[Embedding(Declared.Characters, 64)]
[Gru(128)]
[LanguageModel]
public partial class CharGru;

/// <summary>A larger one, which learns more and takes longer.</summary>
[RecurrentModel(Backends = Target.All, Initialization = Initialization.Keras)]
[Embedding(Declared.Characters, 64)]
[Lstm(256, Layers = 2, Dropout = 0.2f)]
[LanguageModel(Dropout = 0.2f)]
public partial class CharLstm;
