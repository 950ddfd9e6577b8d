using LstmGen.Cells;

namespace LstmGen.Bench.Peers.Cells;

[RecurrentModel]
[Features(16)]
[Cell(typeof(PlainLstm), 16)]
[SequenceOutput]
internal sealed partial class PlainLstm16;

[RecurrentModel]
[Features(32)]
[Cell(typeof(PlainLstm), 32)]
[SequenceOutput]
internal sealed partial class PlainLstm32;

[RecurrentModel]
[Features(64)]
[Cell(typeof(PlainLstm), 64)]
[SequenceOutput]
internal sealed partial class PlainLstm64;

[RecurrentModel]
[Features(128)]
[Cell(typeof(PlainLstm), 128)]
[SequenceOutput]
internal sealed partial class PlainLstm128;

[RecurrentModel]
[Features(256)]
[Cell(typeof(PlainLstm), 256)]
[SequenceOutput]
internal sealed partial class PlainLstm256;

[RecurrentModel]
[Features(512)]
[Cell(typeof(PlainLstm), 512)]
[SequenceOutput]
internal sealed partial class PlainLstm512;
