using LstmGen.Cells;

namespace LstmGen.Samples.CellZoo;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(Elman), 64)]
[LanguageModel]
public partial class WritingElman;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(PlainLstm), 64)]
[LanguageModel]
public partial class WritingPlainLstm;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(PeepholeLstm), 64)]
[LanguageModel]
public partial class WritingPeepholeLstm;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(CoupledLstm), 64)]
[LanguageModel]
public partial class WritingCoupledLstm;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(PlainGru), 64)]
[LanguageModel]
public partial class WritingPlainGru;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(ResetBeforeGru), 64)]
[LanguageModel]
public partial class WritingResetBeforeGru;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(Mgu), 64)]
[LanguageModel]
public partial class WritingMgu;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(Janet), 64)]
[LanguageModel]
public partial class WritingJanet;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(Ugrnn), 64)]
[LanguageModel]
public partial class WritingUgrnn;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(LiGru), 64)]
[LanguageModel]
public partial class WritingLiGru;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(IndRnn), 64)]
[LanguageModel]
public partial class WritingIndRnn;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(Sru), 64)]
[LanguageModel]
public partial class WritingSru;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(MinGru), 64)]
[LanguageModel]
public partial class WritingMinGru;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(MinLstm), 64)]
[LanguageModel]
public partial class WritingMinLstm;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(Slstm), 64)]
[LanguageModel]
public partial class WritingSlstm;

/// <summary>The next character of a text.</summary>
[RecurrentModel]
[Embedding(vocabulary: WritingTask.Characters, size: 32)]
[Cell(typeof(LeakyIntegrator), 64)]
[LanguageModel]
public partial class WritingLeakyIntegrator;
