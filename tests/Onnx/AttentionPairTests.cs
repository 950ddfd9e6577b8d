using LstmGen.Training;
using LstmGen.Testing;

namespace LstmGen.Onnx.Tests;

/// <summary>Decoders that attend to their encoder, as one file with it and alone.</summary>
public sealed class AttentionPairTests : IDisposable
{
    private const string Models = """
        using LstmGen;

        namespace Attending;

        [RecurrentModel, Embedding(9, 4), Lstm(4, Bidirectional = true), SequenceOutput]
        public partial class Reader;

        [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.Dense), Embedding(9, 4), Lstm(6, Layers = 2)]
        [Attention(Score = AttentionScore.General, Size = 7), LanguageModel]
        public partial class Luong;

        [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.Dense), Embedding(9, 4)]
        [Attention(Score = AttentionScore.Additive, ScoreSize = 5), Gru(6, Layers = 2), LanguageModel]
        public partial class Bahdanau;

        [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.None), Embedding(9, 4)]
        [Attention(Scaled = true), Lstm(8, LayerNorm = true, Zoneout = 0.1f), Attention, LanguageModel]
        public partial class Twice;

        [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.None), Embedding(9, 4)]
        [Attention(Score = AttentionScore.General), Rnn(3), Attention(Score = AttentionScore.Additive, Size = 3), LanguageModel]
        public partial class Plain;

        [RecurrentModel, Source(typeof(Reader), Bridge = Bridge.None), Embedding(9, 4)]
        [Attention(Score = AttentionScore.General), Cell(typeof(LstmGen.Cells.Mgu), 5), LanguageModel]
        public partial class OwnCell;
        """;

    private static readonly int[][] Sources = [[1, 5, 8, 0, 2], [3, 3], [7, 1, 4]], Targets = [[1, 2, 3, 6], [5, 4], [0, 0, 8]];

    private readonly CompiledModels _models = ModelCompiler.Compile(Models);

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("Luong")]
    [InlineData("Bahdanau")]
    [InlineData("Twice")]
    [InlineData("Plain")]
    [InlineData("OwnCell")]
    public void A_pair_with_attention_is_one_file(string name)
    {
        IRecurrentModel encoder = _models.Create("Attending.Reader", 3), decoder = _models.Create("Attending." + name, 4);
        var pair = new EncoderDecoder(encoder, decoder);
        float[] expected = Expected(pair);
        using var run = new OnnxRun(pair);
        Near(expected, run.Run(
            Tokens("encoder.tokens", Sources), Lengths("encoder.lengths", Sources), Tokens("decoder.tokens", Targets),
            Lengths("decoder.lengths", Targets))["head.scores"]);
    }

    [Theory]
    [InlineData("Twice")]
    [InlineData("Plain")]
    [InlineData("OwnCell")]
    public void A_decoder_alone_takes_the_sources_outputs_as_an_input(string name)
    {
        IRecurrentModel encoder = _models.Create("Attending.Reader", 3), decoder = _models.Create("Attending." + name, 4);
        using OnnxRun reading = new(encoder), writing = new(decoder);
        float[] source = reading.Run(Tokens("tokens", Sources), Lengths("lengths", Sources))["head"];
        Dictionary<string, float[]> actual = writing.Run(
            OnnxRun.Input("source", source, 3, 5, 8), Lengths("source_lengths", Sources), Tokens("tokens", Targets),
            Lengths("lengths", Targets));
        Near(Expected(new EncoderDecoder(encoder, decoder)), actual["head.scores"]);
    }

    private static float[] Expected(EncoderDecoder pair)
    {
        SequenceSet set = SequenceSet.FromTokens(Targets).WithSource(SequenceSet.FromTokens(Sources));
        ModelWorkspace workspace = pair.CreateWorkspace(training: false);
        workspace.Load(set, [0, 1, 2]);
        pair.Forward(workspace);
        var outputs = new float[3 * 4 * 9];
        workspace.Heads[0].CopyOutputs(outputs);
        return outputs;
    }

    private static Microsoft.ML.OnnxRuntime.NamedOnnxValue Tokens(string name, int[][] rows)
    {
        int steps = rows.Max(row => row.Length);
        return OnnxRun.Input(
            name, [.. rows.SelectMany(row => row.Concat(Enumerable.Repeat(0, steps - row.Length)).Select(id => (long)id))], rows.Length,
            steps);
    }

    private static Microsoft.ML.OnnxRuntime.NamedOnnxValue Lengths(string name, int[][] rows) =>
        OnnxRun.Input(name, [.. rows.Select(row => (long)row.Length)], rows.Length);

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
