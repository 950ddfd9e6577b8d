using LstmGen.Cells;

namespace LstmGen.Samples.CellZoo;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(Elman), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingElman;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(PlainLstm), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingPlainLstm;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(PeepholeLstm), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingPeepholeLstm;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(CoupledLstm), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingCoupledLstm;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(PlainGru), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingPlainGru;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(ResetBeforeGru), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingResetBeforeGru;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(Mgu), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingMgu;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(Janet), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingJanet;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(Ugrnn), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingUgrnn;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(LiGru), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingLiGru;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(IndRnn), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingIndRnn;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(Sru), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingSru;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(MinGru), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingMinGru;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(MinLstm), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingMinLstm;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(Slstm), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingSlstm;

/// <summary>The copy task: ten symbols, a blank and the sign to begin.</summary>
[RecurrentModel]
[Embedding(vocabulary: CopyTask.Symbols, size: 16)]
[Cell(typeof(LeakyIntegrator), 64)]
[Tagging(CopyTask.Symbols)]
public partial class CopyingLeakyIntegrator;
