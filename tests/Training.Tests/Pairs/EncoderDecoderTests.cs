using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Two models, the second of which starts where the first ended, trained as one.</summary>
public class EncoderDecoderTests
{
    [Fact]
    public void Loss_and_gradients_are_those_of_one_model_that_reads_both_texts()
    {
        var whole = new WholeText(5);
        var encoder = new WordReader(1);
        var decoder = new WordWriter(2);
        foreach (ParameterInfo info in WordWriter.Description.Parameters)
            decoder.Parameters.Set(info.Name, whole.Parameters.Read(info.Name));
        foreach (ParameterInfo info in WordReader.Description.Parameters)
            encoder.Parameters.Set(info.Name, whole.Parameters.Read(info.Name));
        var pair = new EncoderDecoder(encoder, decoder);

        int[][] texts = [.. Talks.Questions.Zip(Talks.Answers, (question, answer) => (int[])[.. question, Talks.Start, .. answer])];
        int[][] targets = [.. Talks.Questions.Zip(
            Talks.Answers, (question, answer) => (int[])[.. question.Select(_ => 8), .. answer, Talks.End])];
        (double expectedLoss, float[] expected) = Gradients(whole, SequenceSet.FromTokens(texts).WithStepClasses(targets));
        (double loss, float[] actual) = Gradients(pair, Talks.Set);

        Assert.Equal(expectedLoss, loss, 1e-6);
        foreach (ParameterInfo info in WholeText.Description.Parameters)
        {
            double[] sum = new double[info.Length];
            foreach (ParameterInfo part in pair.Description.Parameters.Where(
                part => part.Name.EndsWith("." + info.Name, StringComparison.Ordinal)))
            {
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += actual[part.Offset + i];
            }

            Assert.All(Enumerable.Range(0, sum.Length), i => Assert.Equal(expected[info.Offset + i], sum[i], 2e-7));
        }
    }

    [Fact]
    public void The_pairs_weights_are_the_models_own()
    {
        var encoder = new WordReader(1);
        var decoder = new WordWriter(2);
        float[] before = [.. encoder.Parameters.Read(), .. decoder.Parameters.Read()];
        var pair = new EncoderDecoder(encoder, decoder);
        Assert.Equal(before, pair.Parameters.Read());

        float[] first = pair.Predict(Talks.Set)[0];
        encoder.Parameters.Update("lstm.bias_hh_l1", values => values.Fill(0.5f));
        Assert.Equal(0.5f, pair.Parameters.Read("encoder.lstm.bias_hh_l1")[0]);
        float[] second = pair.Predict(Talks.Set)[0];
        Assert.NotEqual(first, second);

        decoder.Predict([Talks.Start], 1, new float[9]); // packs the decoder's weights
        pair.Parameters.Update("decoder.head.bias", values => values.Fill(-1));
        Assert.Equal(-1, decoder.Parameters.Read("head.bias")[0]);
        float[] alone = new float[9], expected = new float[9];
        decoder.Predict([Talks.Start], 1, alone);
        var copy = new WordWriter();
        copy.Parameters.Set(decoder.Parameters.Read());
        copy.Predict([Talks.Start], 1, expected);
        Assert.Equal(expected, alone);
    }

    [Fact]
    public void Fit_learns_and_keeps_the_best_weights_of_both()
    {
        var pair = new EncoderDecoder(new CurveReader(1), new CurveWriter(2));
        SequenceSet validation = Talks.Curves(30, 9);
        double before = pair.Evaluate(validation).Loss;
        History history = pair.Fit(Talks.Curves(200, 3), new FitOptions
        {
            Epochs = 12, BatchSize = 16, Optimizer = new Adam(1e-2f), ClipNorm = 1f, Validation = validation,
            EarlyStopping = new(patience: 2),
        });
        double best = history.Epochs[history.BestEpoch!.Value - 1].ValidationLoss!.Value;
        Assert.InRange(best, 0, before / 4);
        Assert.Equal(best, pair.Evaluate(validation, batchSize: 16).Loss, 1e-9);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_on_any_number_of_threads_and_after_a_checkpoint()
    {
        string path = Path.Combine(Path.GetTempPath(), $"lstmgen-pair-{Guid.NewGuid():N}.checkpoint");
        SequenceSet train = Talks.Curves(40, 3);
        FitOptions options = new() { Epochs = 4, BatchSize = 8, Seed = 11 };
        float[] Trained(int threads, params FitOptions[] runs)
        {
            int present = WorkerPool.Shared.Threads;
            try
            {
                WorkerPool.Shared.Threads = threads;
                WorkerPool.Shared.Patient = true;
                EncoderDecoder pair = null!;
                foreach (FitOptions run in runs)
                {
                    SharingModel reader = new(new CurveReader(1)), writer = new(new CurveWriter(2));
                    pair = new EncoderDecoder(reader, writer);
                    pair.Fit(train, run);
                    Assert.Equal(threads, reader.Parts.Max(parts => parts.Gradient));
                    Assert.Equal(threads, writer.Parts.Max(parts => parts.Gradient));
                }

                return pair.Parameters.Read().ToArray();
            }
            finally
            {
                (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient) = (present, false);
            }
        }

        try
        {
            float[] expected = Trained(1, options);
            Assert.Equal(expected, Trained(3, options));
            Assert.Equal(expected, Trained(
                2,
                options with { Epochs = 2, Checkpoint = new CheckpointOptions { Path = path, EveryEpochs = 1 } },
                options with { Checkpoint = new CheckpointOptions { Path = path, Resume = true } }));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_stream_from_the_encoders_state_writes_what_predict_finds_likely()
    {
        var encoder = new WordReader(3);
        var decoder = new WordWriter(4);
        var pair = new EncoderDecoder(encoder, decoder);
        WordWriter.Stream start = decoder.CreateStream();
        start.State = pair.Encode(Talks.Questions[1]);
        foreach (BeamHypothesis found in decoder.From(start).Search([Talks.Start], new BeamOptions { Beams = 3, MaxTokens = 4 }))
        {
            int[] text = [Talks.Start, .. found.Tokens];
            SequenceSet set = SequenceSet.FromTokens([text]).WithSource(SequenceSet.FromTokens([Talks.Questions[1]]));
            float[] chances = pair.Predict(set)[0];
            double expected = found.Tokens.Select((token, t) => Math.Log(chances[(t * 9) + token])).Sum();
            Assert.Equal(expected, found.LogProbability, 1e-4);
        }

        int[] greedy = Write(decoder, start);
        Assert.Equal(greedy, Write(decoder, start)); // the start is where it was
        start.State = pair.Encode(Talks.Questions[2]);
        Assert.Equal(pair.Encode(Talks.Questions[2]).Values, start.State.Values);
    }

    private static int[] Write(WordWriter decoder, WordWriter.Stream start)
    {
        var written = new List<int>();
        foreach (int token in decoder.From(start).Generate([Talks.Start], new TokenSampler(9, new SamplingOptions { Temperature = 0 }), 5))
            written.Add(token);
        return [.. written];
    }

    private static (double Loss, float[] Gradients) Gradients(IRecurrentModel model, SequenceSet set)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        workspace.Load(set, [2, 0, 1, 3]);
        model.Forward(workspace);
        double loss = model.Loss(workspace);
        model.Backward(workspace, gradients);
        return (loss, gradients.Span[..model.Parameters.Count].ToArray());
    }
}
