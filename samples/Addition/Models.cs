namespace LstmGen.Samples.Addition;

/// <summary>Reads a question, character by character; what it knows of it in the end is its state.</summary>
[RecurrentModel]
[Embedding(vocabulary: Declared.Characters, size: 16)]
[Lstm(128)]
[SequenceOutput]
public partial class QuestionReader;

/// <summary>Writes the answer from the state in which <see cref="QuestionReader"/> ended.</summary>
[RecurrentModel]
[Embedding(vocabulary: Declared.Characters, size: 16)]
[Lstm(128)]
[LanguageModel]
public partial class AnswerWriter;
