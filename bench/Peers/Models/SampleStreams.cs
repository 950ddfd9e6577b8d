using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Models;

// Streams as audio effects run them; see SampleCases.
[RecurrentModel]
[Features(1)]
[Lstm(16)]
[Regression(1)]
internal sealed partial class SampleLstm16;

[RecurrentModel]
[Features(1)]
[Lstm(32)]
[Regression(1)]
internal sealed partial class SampleLstm32;

[RecurrentModel]
[Features(1)]
[Lstm(64)]
[Regression(1)]
internal sealed partial class SampleLstm64;

[RecurrentModel]
[Features(1)]
[Lstm(128)]
[Regression(1)]
internal sealed partial class SampleLstm128;

[RecurrentModel]
[Features(1)]
[Lstm(256)]
[Regression(1)]
internal sealed partial class SampleLstm256;

internal static partial class ModelCatalog
{
    static partial void AddSampleStreams()
    {
        Add(
            "sample_lstm_h16", () => new SampleLstm16(1),
            m =>
                StreamItem.Of(
                    ((SampleLstm16)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "sample_lstm_h32", () => new SampleLstm32(1),
            m =>
                StreamItem.Of(
                    ((SampleLstm32)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "sample_lstm_h64", () => new SampleLstm64(1),
            m =>
                StreamItem.Of(
                    ((SampleLstm64)m).CreateStream(), m, static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "sample_lstm_h128", () => new SampleLstm128(1),
            m =>
                StreamItem.Of(
                    ((SampleLstm128)m).CreateStream(), m,
                    static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Add(
            "sample_lstm_h256", () => new SampleLstm256(1),
            m =>
                StreamItem.Of(
                    ((SampleLstm256)m).CreateStream(), m,
                    static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
    }
}
