namespace LstmGen.Bench.Peers.Models;

[RecurrentModel]
[Features(64)]
[Lstm(64)]
[SequenceOutput]
internal sealed partial class RawLstm64;
