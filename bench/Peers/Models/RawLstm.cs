using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

[RecurrentModel]
[Features(16)]
[Lstm(16)]
[SequenceOutput]
internal sealed partial class RawLstm16;

[RecurrentModel]
[Features(32)]
[Lstm(32)]
[SequenceOutput]
internal sealed partial class RawLstm32;

[RecurrentModel]
[Features(64)]
[Lstm(64)]
[SequenceOutput]
internal sealed partial class RawLstm64;

[RecurrentModel]
[Features(128)]
[Lstm(128)]
[SequenceOutput]
internal sealed partial class RawLstm128;

[RecurrentModel]
[Features(256)]
[Lstm(256)]
[SequenceOutput]
internal sealed partial class RawLstm256;

[RecurrentModel]
[Features(512)]
[Lstm(512)]
[SequenceOutput]
internal sealed partial class RawLstm512;

[RecurrentModel]
[Features(1024)]
[Lstm(1024)]
[SequenceOutput]
internal sealed partial class RawLstm1024;

internal static partial class ModelCatalog
{
    static partial void AddLstm()
    {
        Add(
            "raw_lstm_h16", () => new RawLstm16(1),
            m =>
                StreamItem.Of(
                    ((RawLstm16)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_lstm_h32", () => new RawLstm32(1),
            m =>
                StreamItem.Of(
                    ((RawLstm32)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_lstm_h64", () => new RawLstm64(1),
            m =>
                StreamItem.Of(
                    ((RawLstm64)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_lstm_h128", () => new RawLstm128(1),
            m =>
                StreamItem.Of(
                    ((RawLstm128)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_lstm_h256", () => new RawLstm256(1),
            m =>
                StreamItem.Of(
                    ((RawLstm256)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_lstm_h512", () => new RawLstm512(1),
            m =>
                StreamItem.Of(
                    ((RawLstm512)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_lstm_h1024", () => new RawLstm1024(1),
            m =>
                StreamItem.Of(
                    ((RawLstm1024)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
    }
}
