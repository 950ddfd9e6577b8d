using LstmGen.Cells;

namespace LstmGen.Samples.CellZoo;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(Elman), 64)]
[Regression(1)]
public partial class AddingElman;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(PlainLstm), 64)]
[Regression(1)]
public partial class AddingPlainLstm;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(PeepholeLstm), 64)]
[Regression(1)]
public partial class AddingPeepholeLstm;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(CoupledLstm), 64)]
[Regression(1)]
public partial class AddingCoupledLstm;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(PlainGru), 64)]
[Regression(1)]
public partial class AddingPlainGru;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(ResetBeforeGru), 64)]
[Regression(1)]
public partial class AddingResetBeforeGru;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(Mgu), 64)]
[Regression(1)]
public partial class AddingMgu;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(Janet), 64)]
[Regression(1)]
public partial class AddingJanet;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(Ugrnn), 64)]
[Regression(1)]
public partial class AddingUgrnn;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(LiGru), 64)]
[Regression(1)]
public partial class AddingLiGru;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(IndRnn), 64)]
[Regression(1)]
public partial class AddingIndRnn;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(Sru), 64)]
[Regression(1)]
public partial class AddingSru;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(MinGru), 64)]
[Regression(1)]
public partial class AddingMinGru;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(MinLstm), 64)]
[Regression(1)]
public partial class AddingMinLstm;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(Slstm), 64)]
[Regression(1)]
public partial class AddingSlstm;

/// <summary>The adding problem.</summary>
[RecurrentModel]
[Features(2)]
[Cell(typeof(LeakyIntegrator), 64)]
[Regression(1)]
public partial class AddingLeakyIntegrator;
