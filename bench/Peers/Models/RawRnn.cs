using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

[RecurrentModel]
[Features(16)]
[Rnn(16)]
[SequenceOutput]
internal sealed partial class RawRnn16;

[RecurrentModel]
[Features(32)]
[Rnn(32)]
[SequenceOutput]
internal sealed partial class RawRnn32;

[RecurrentModel]
[Features(64)]
[Rnn(64)]
[SequenceOutput]
internal sealed partial class RawRnn64;

[RecurrentModel]
[Features(128)]
[Rnn(128)]
[SequenceOutput]
internal sealed partial class RawRnn128;

[RecurrentModel]
[Features(256)]
[Rnn(256)]
[SequenceOutput]
internal sealed partial class RawRnn256;

[RecurrentModel]
[Features(512)]
[Rnn(512)]
[SequenceOutput]
internal sealed partial class RawRnn512;

[RecurrentModel]
[Features(1024)]
[Rnn(1024)]
[SequenceOutput]
internal sealed partial class RawRnn1024;

internal static partial class ModelCatalog
{
    static partial void AddRnn()
    {
        Add(
            "raw_rnn_h16", () => new RawRnn16(1),
            m =>
                StreamItem.Of(
                    ((RawRnn16)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_rnn_h32", () => new RawRnn32(1),
            m =>
                StreamItem.Of(
                    ((RawRnn32)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_rnn_h64", () => new RawRnn64(1),
            m =>
                StreamItem.Of(
                    ((RawRnn64)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_rnn_h128", () => new RawRnn128(1),
            m =>
                StreamItem.Of(
                    ((RawRnn128)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_rnn_h256", () => new RawRnn256(1),
            m =>
                StreamItem.Of(
                    ((RawRnn256)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_rnn_h512", () => new RawRnn512(1),
            m =>
                StreamItem.Of(
                    ((RawRnn512)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_rnn_h1024", () => new RawRnn1024(1),
            m =>
                StreamItem.Of(
                    ((RawRnn1024)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
    }
}
