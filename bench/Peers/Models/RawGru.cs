using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

[RecurrentModel]
[Features(16)]
[Gru(16)]
[SequenceOutput]
internal sealed partial class RawGru16;

[RecurrentModel]
[Features(32)]
[Gru(32)]
[SequenceOutput]
internal sealed partial class RawGru32;

[RecurrentModel]
[Features(64)]
[Gru(64)]
[SequenceOutput]
internal sealed partial class RawGru64;

[RecurrentModel]
[Features(128)]
[Gru(128)]
[SequenceOutput]
internal sealed partial class RawGru128;

[RecurrentModel]
[Features(256)]
[Gru(256)]
[SequenceOutput]
internal sealed partial class RawGru256;

[RecurrentModel]
[Features(512)]
[Gru(512)]
[SequenceOutput]
internal sealed partial class RawGru512;

[RecurrentModel]
[Features(1024)]
[Gru(1024)]
[SequenceOutput]
internal sealed partial class RawGru1024;

internal static partial class ModelCatalog
{
    static partial void AddGru()
    {
        Add(
            "raw_gru_h16", () => new RawGru16(1),
            m =>
                StreamItem.Of(
                    ((RawGru16)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_gru_h32", () => new RawGru32(1),
            m =>
                StreamItem.Of(
                    ((RawGru32)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_gru_h64", () => new RawGru64(1),
            m =>
                StreamItem.Of(
                    ((RawGru64)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_gru_h128", () => new RawGru128(1),
            m =>
                StreamItem.Of(
                    ((RawGru128)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_gru_h256", () => new RawGru256(1),
            m =>
                StreamItem.Of(
                    ((RawGru256)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_gru_h512", () => new RawGru512(1),
            m =>
                StreamItem.Of(
                    ((RawGru512)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "raw_gru_h1024", () => new RawGru1024(1),
            m =>
                StreamItem.Of(
                    ((RawGru1024)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
    }
}
