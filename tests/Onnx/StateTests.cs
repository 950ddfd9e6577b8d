using LstmGen.Interchange;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;
using LstmGen.Testing;
using LstmGen.Training;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Onnx.Tests;

/// <summary>Inputs and outputs of a file beside the sequence: states, lengths, names.</summary>
public sealed class StateTests : IDisposable
{
    private static readonly ReferenceModel Stream = new(
        "Streaming", new FeaturesInput(3),
        [new ConvLayer(4, 3) { Padding = Padding.Causal }, new LstmLayer(5) { Projection = 2, Layers = 2 }, new GruLayer(4)],
        [new SequenceOutputHead()]);

    private static readonly ReferenceModel Encoder = new(
        "Reads", new EmbeddingInput(11, 4), [new LstmLayer(6) { Layers = 2 }], [new SequenceOutputHead()]);

    private static readonly ReferenceModel Decoder = new(
        "Writes", new EmbeddingInput(7, 3), [new LstmLayer(6) { Layers = 2 }], [new LanguageModelHead()]);

    private static readonly ReferenceModel Fixed = new(
        "Fixed", new FeaturesInput(2), [new RnnLayer(3)], [new RegressionHead(1) { Name = "features" }]) { TimeSteps = 4 };

    private readonly CompiledModels _models = ModelCompiler.Compile(
        [.. new[] { Stream, Encoder, Decoder, Fixed }.Select(model => model.ToSource("States"))]);

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Pieces_that_hand_on_their_states_give_what_the_whole_gives()
    {
        IRecurrentModel model = Create(Stream);
        ReferenceData data = RandomData.Batch(Stream, 5, 3, 9, null);
        using var run = new OnnxRun(model);
        float[] values = Numbers.ToSingle(data.Values!);
        float[] whole = run.Run(OnnxRun.Input("features", values, 3, 9, 3))["head"];
        string[] states = [.. model.Description.States.Select(state => state.Name)];
        Assert.Equal(["conv.past", "lstm.h", "lstm.c", "gru.h"], states);
        Dictionary<string, float[]>? last = null;
        int width = whole.Length / 27;
        foreach ((int from, int to) in new[] { (0, 1), (1, 2), (2, 6), (6, 9) })
        {
            float[] piece = [.. Enumerable.Range(0, 3).SelectMany(row => values[((row * 9 + from) * 3)..((row * 9 + to) * 3)])];
            IEnumerable<NamedOnnxValue> given = last is null ? [] : model.Description.States.Select(
                state => OnnxRun.Input(state.Name + ".initial", last[state.Name + ".final"], state.Count, 3, state.Size));
            last = run.Run([OnnxRun.Input("features", piece, 3, to - from, 3), .. given]);
            for (int row = 0; row < 3; row++)
            {
                for (int i = 0; i < (to - from) * width; i++)
                    Assert.Equal(whole[(row * 9 + from) * width + i], last["head"][row * (to - from) * width + i], 1e-6f);
            }
        }
    }

    [Fact]
    public void What_stands_past_a_rows_end_is_not_read()
    {
        foreach (ReferenceModel reference in new[] { Stream, Decoder })
        {
            IRecurrentModel model = Create(reference);
            ReferenceData data = RandomData.Batch(reference, 5, 3, 6, [2, 6, 3]);
            using var run = new OnnxRun(model);
            Dictionary<string, float[]> clean = run.Run(ExportCheck.Inputs(model, data));
            ReferenceData dirty = data with { Values = (double[]?)data.Values?.Clone(), Ids = (int[]?)data.Ids?.Clone() };
            int width = model.Description.Features;
            for (int row = 0; row < 3; row++)
            {
                for (int t = data.LengthOf(row); t < 6; t++)
                {
                    if (dirty.Ids is not null)
                        dirty.Ids[row * 6 + t] = 1_000_000;
                    else
                        Array.Fill(dirty.Values!, double.NaN, (row * 6 + t) * width, width);
                }
            }

            foreach ((string name, float[] values) in run.Run(ExportCheck.Inputs(model, dirty)))
                Assert.Equal(clean[name], values);
        }
    }

    [Fact]
    public void A_pair_of_encoder_and_decoder_is_one_file()
    {
        IRecurrentModel encoder = Create(Encoder), decoder = Create(Decoder);
        var pair = new EncoderDecoder(encoder, decoder);
        int[] source = [1, 5, 9, 0, 2, 2, 10, 3], target = [1, 2, 3, 6, 5, 4];
        ModelWorkspace reading = encoder.CreateWorkspace(training: false), writing = decoder.CreateWorkspace(training: false);
        reading.Begin(2, 4, [4, 2]);
        reading.SetTokens(source);
        encoder.Forward(reading);
        var state = new ModelState(decoder.Description.States, 2);
        reading.CopyFinalState(state);
        writing.InitialState = state;
        writing.Begin(2, 3);
        writing.SetTokens(target);
        decoder.Forward(writing);
        var expected = new float[2 * 3 * 7];
        writing.Heads[0].CopyOutputs(expected);

        using var run = new OnnxRun(pair);
        Dictionary<string, float[]> actual = run.Run(
            OnnxRun.Input("encoder.tokens", Array.ConvertAll(source, id => (long)id), 2, 4), OnnxRun.Input("encoder.lengths", [4L, 2L], 2),
            OnnxRun.Input("decoder.tokens", Array.ConvertAll(target, id => (long)id), 2, 3));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual["head.scores"][i], 1e-5f);
    }

    [Fact]
    public void The_only_length_of_a_model_is_that_of_its_file_and_a_head_may_be_called_like_an_input()
    {
        using var run = new OnnxRun(Create(Fixed));
        Assert.Equal([-1, 4, 2], run.Session.InputMetadata["features"].Dimensions);
        Assert.Equal(
            "features_2", Assert.Single(run.Session.OutputMetadata.Keys, name => !name.EndsWith(".final", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_says_which_model_it_is()
    {
        IRecurrentModel model = Create(Decoder);
        using var run = new OnnxRun(model, new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["trained on"] = "x" } });
        ModelMetadata metadata = run.Session.ModelMetadata;
        Assert.Equal("LstmGen", metadata.ProducerName);
        Assert.Equal("Writes", metadata.GraphName);
        Assert.Equal("x", metadata.CustomMetadataMap["trained on"]);
        Assert.Equal(model.Description.Declaration, metadata.CustomMetadataMap["lstmgen.declaration"]);
        Assert.Contains("Lstm(6", metadata.Description, StringComparison.Ordinal);
    }

    private IRecurrentModel Create(ReferenceModel model)
    {
        var runner = new ModelRunner(_models.Create($"States.{model.Name}"));
        runner.Load(RandomData.Parameters(model, 4));
        return runner.Model;
    }
}
