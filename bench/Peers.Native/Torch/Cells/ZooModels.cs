using LstmGen.Cells;

namespace LstmGen.Bench.Torch.Cells;

[RecurrentModel]
[Features(64)]
[Cell(typeof(CoupledLstm), 64)]
[Regression(1)]
internal sealed partial class CoupledLstmOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(CoupledLstm), 256)]
[Regression(1)]
internal sealed partial class CoupledLstmOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(Elman), 64)]
[Regression(1)]
internal sealed partial class ElmanOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(Elman), 256)]
[Regression(1)]
internal sealed partial class ElmanOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(IndRnn), 64)]
[Regression(1)]
internal sealed partial class IndRnnOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(IndRnn), 256)]
[Regression(1)]
internal sealed partial class IndRnnOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(Janet), 64)]
[Regression(1)]
internal sealed partial class JanetOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(Janet), 256)]
[Regression(1)]
internal sealed partial class JanetOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(LeakyIntegrator), 64)]
[Regression(1)]
internal sealed partial class LeakyIntegratorOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(LeakyIntegrator), 256)]
[Regression(1)]
internal sealed partial class LeakyIntegratorOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(LiGru), 64)]
[Regression(1)]
internal sealed partial class LiGruOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(LiGru), 256)]
[Regression(1)]
internal sealed partial class LiGruOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(Mgu), 64)]
[Regression(1)]
internal sealed partial class MguOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(Mgu), 256)]
[Regression(1)]
internal sealed partial class MguOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(MinGru), 64)]
[Regression(1)]
internal sealed partial class MinGruOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(MinGru), 256)]
[Regression(1)]
internal sealed partial class MinGruOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(MinLstm), 64)]
[Regression(1)]
internal sealed partial class MinLstmOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(MinLstm), 256)]
[Regression(1)]
internal sealed partial class MinLstmOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(PeepholeLstm), 64)]
[Regression(1)]
internal sealed partial class PeepholeLstmOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(PeepholeLstm), 256)]
[Regression(1)]
internal sealed partial class PeepholeLstmOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(PlainGru), 64)]
[Regression(1)]
internal sealed partial class PlainGruOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(PlainGru), 256)]
[Regression(1)]
internal sealed partial class PlainGruOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(PlainLstm), 64)]
[Regression(1)]
internal sealed partial class PlainLstmOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(PlainLstm), 256)]
[Regression(1)]
internal sealed partial class PlainLstmOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(ResetBeforeGru), 64)]
[Regression(1)]
internal sealed partial class ResetBeforeGruOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(ResetBeforeGru), 256)]
[Regression(1)]
internal sealed partial class ResetBeforeGruOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(Slstm), 64)]
[Regression(1)]
internal sealed partial class SlstmOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(Slstm), 256)]
[Regression(1)]
internal sealed partial class SlstmOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(Sru), 64)]
[Regression(1)]
internal sealed partial class SruOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(Sru), 256)]
[Regression(1)]
internal sealed partial class SruOf256;

[RecurrentModel]
[Features(64)]
[Cell(typeof(Ugrnn), 64)]
[Regression(1)]
internal sealed partial class UgrnnOf64;

[RecurrentModel]
[Features(256)]
[Cell(typeof(Ugrnn), 256)]
[Regression(1)]
internal sealed partial class UgrnnOf256;
