using LstmGen.CompilerServices;
using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A decoder that attends to its encoder's outputs: gradients of both, streams, writing, alignments.</summary>
public class AttentionPairTests
{
    private static readonly Func<IRecurrentModel>[] Writers = [() => new LuongWriter(2), () => new BahdanauWriter(3),
        () => new TwiceWriter(4), () => new SelfAndSourceWriter(5)];

    public static TheoryData<int, bool> WritersWithDropout =>
        new() { { 0, false }, { 1, false }, { 1, true }, { 2, false }, { 2, true }, { 3, false } };

    public static TheoryData<int> AllWriters => [0, 1, 2, 3];

    // Bridges, scores, masks of weights: whatever is between loss and a parameter, of either model.
    [Theory]
    [MemberData(nameof(WritersWithDropout))]
    public void Gradients_of_both_models_are_difference_quotients_of_the_loss(int writer, bool dropout)
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), Writers[writer]());
        Widen(pair.Parameters);
        CheckGradients(pair, Talks.Set, dropout);
    }

    [Fact]
    public void Gradients_of_self_attention_with_dropped_weights_are_difference_quotients()
    {
        var model = new SelfWriter(1);
        Widen(model.Parameters);
        CheckGradients(model, SequenceSet.NextToken(Talks.Questions), dropout: true);
    }

    [Theory]
    [MemberData(nameof(AllWriters))]
    public void Steps_of_a_stream_are_the_whole_sequence(int writer)
    {
        IRecurrentModel decoder = Writers[writer]();
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        Widen(pair.Parameters);
        ISourceStream stream = ((ISourceModel)decoder).CreateSourceStream(1);
        float[][] whole = pair.Predict(Talks.Set);
        var logits = new float[9];
        for (int text = 0; text < Talks.Questions.Length; text++)
        {
            stream.Begin(pair.Read(Talks.Questions[text]));
            int[] read = [Talks.Start, .. Talks.Answers[text]];
            for (int t = 0; t < read.Length; t++)
            {
                stream.StepRaw([read[t]], logits);
                float[] expected = whole[text][(t * 9)..((t + 1) * 9)];
                Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(expected[i], Probability(logits, i), 2e-6f));
                var weights = new float[stream.SourceSteps];
                stream.CopyAlignment(weights);
                Assert.Equal(1, weights.Sum(), 1e-5f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllWriters))]
    public void Alignments_of_a_batch_end_where_their_rows_and_sources_end(int writer)
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), Writers[writer]());
        ModelWorkspace workspace = pair.CreateWorkspace(training: false);
        workspace.Load(Talks.Set, [0, 1, 2, 3]);
        pair.Forward(workspace);
        int steps = workspace.Steps, source = Talks.Questions.Max(text => text.Length);
        var weights = new float[4 * steps * source];
        workspace.CopyAlignment(weights);
        for (int row = 0; row < 4; row++)
        {
            for (int t = 0; t < steps; t++)
            {
                ReadOnlySpan<float> one = weights.AsSpan(((row * steps) + t) * source, source);
                bool valid = t <= Talks.Answers[row].Length;
                int length = Talks.Questions[row].Length;
                Assert.Equal(valid ? 1 : 0, one[..length].ToArray().Sum(), 1e-5f);
                Assert.All(one[length..].ToArray(), weight => Assert.Equal(0, weight));
            }
        }
    }

    // Beams copy streams: they share the source and do not read it anew.
    [Theory]
    [MemberData(nameof(AllWriters))]
    public void Many_sources_side_by_side_are_written_as_each_alone(int writer)
    {
        IRecurrentModel decoder = Writers[writer]();
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        Widen(pair.Parameters);
        SequenceSet sources = SequenceSet.FromTokens(Talks.Questions);
        foreach (int beams in new[] { 1, 3 })
        {
            var options = new WritingOptions
            {
                StartToken = Talks.Start, EndToken = Talks.End, MaxTokens = 6, Beams = beams, LengthPenalty = 0.7
            };
            IReadOnlyList<WrittenText> together = pair.Write(sources, options with { BatchSize = 3 });
            for (int text = 0; text < Talks.Questions.Length; text++)
            {
                (int[] tokens, double score) = Alone(pair, decoder, Talks.Questions[text], options);
                Assert.Equal(tokens, together[text].Tokens);
                Assert.Equal(score, together[text].Score, 1e-4);
            }
        }
    }

    [Fact]
    public void Drawn_texts_follow_the_sampler_and_keep_their_alignment()
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), new LuongWriter(2));
        var options = new WritingOptions
        {
            StartToken = Talks.Start, EndToken = Talks.End, MaxTokens = 5, KeepAlignment = true, BatchSize = 1,
            Sampler = new TokenSampler(9, new SamplingOptions { Seed = 3 }),
        };
        WrittenText[] first = [.. pair.Write(SequenceSet.FromTokens(Talks.Questions), options)];
        WrittenText[] again = [.. pair.Write(
            SequenceSet.FromTokens(Talks.Questions), options with { Sampler = new TokenSampler(9, new SamplingOptions { Seed = 3 }) })];
        for (int text = 0; text < first.Length; text++)
        {
            Assert.Equal(first[text].Tokens, again[text].Tokens);
            Assert.Equal(first[text].Tokens.Count + (first[text].Ended ? 1 : 0), first[text].Alignment!.Count);
            Assert.All(first[text].Alignment!, weights => Assert.Equal(1, weights.Sum(), 1e-5f));
        }
    }

    [Fact]
    public void A_step_of_a_stream_allocates_nothing()
    {
        var decoder = new BahdanauWriter(3);
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        BahdanauWriter.Stream stream = decoder.CreateStream();
        stream.Begin(pair.Read(Talks.Questions[1]));
        var logits = new float[9];
        for (int t = 0; t < 50; t++)
            stream.StepRaw([t % 9], logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < 50; t++)
            stream.StepRaw([t % 9], logits);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // The bridge and what is handed over between the models, too.
    [Fact]
    public void A_training_step_of_a_pair_allocates_nothing()
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), new TwiceWriter(4));
        var dense = new EncoderDecoder(new BothWaysReader(1), new LuongWriter(2));
        foreach (EncoderDecoder one in new[] { pair, dense })
        {
            ModelWorkspace workspace = one.CreateWorkspace(training: true);
            var gradients = new AlignedBuffer(one.Parameters.Count);
            int[] rows = [0, 1, 2, 3];
            for (int step = 0; step < 30; step++)
                Step();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 20; step++)
                Step();
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            void Step()
            {
                workspace.Load(Talks.Set, rows);
                one.Forward(workspace);
                one.Loss(workspace);
                one.Backward(workspace, gradients);
            }
        }
    }

    [Fact]
    public void A_stream_that_another_one_copied_may_take_a_new_source()
    {
        var decoder = new LuongWriter(2);
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        LuongWriter.Stream first = decoder.CreateStream(), copy = decoder.CreateStream(), expected = decoder.CreateStream();
        float[] wanted = new float[9], have = new float[9];
        first.Begin(pair.Read(Talks.Questions[0]));
        expected.Begin(pair.Read(Talks.Questions[0]));
        copy.CopyFrom(first);
        first.Begin(pair.Read(Talks.Questions[1]));
        first.StepRaw([Talks.Start], have);
        copy.StepRaw([Talks.Start], have);
        expected.StepRaw([Talks.Start], wanted);
        Assert.Equal(wanted, have);
    }

    // What attention is for: the answer's order is the question's reversed, and a single state of 6 units cannot hold it.
    [Fact]
    public void Fit_learns_to_reverse_what_it_reads()
    {
        var random = new SeededRandom(5);
        int[][] questions = [.. Enumerable.Range(0, 300)
            .Select(_ => Enumerable.Range(0, 3 + random.NextInt(3)).Select(_ => random.NextInt(6)).ToArray())];
        SequenceSet set = SequenceSet.NextToken([.. questions.Select(one => (int[])[Talks.Start, .. one.Reverse(), Talks.End])])
            .WithSource(SequenceSet.FromTokens(questions));
        var pair = new EncoderDecoder(new BothWaysReader(1), new LuongWriter(2));
        History history = pair.Fit(set, new FitOptions { Epochs = 40, BatchSize = 16, Optimizer = new Adam(1e-2f), ClipNorm = 1 });
        Assert.InRange(history.Epochs[^1].TrainLoss, 0, 0.5);
    }

    [Fact]
    public void A_pass_without_a_source_says_how_to_give_one()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new LuongWriter(1).Predict([1, 2]));
        Assert.Contains("LuongWriter attends to the outputs of BothWaysReader", error.Message, StringComparison.Ordinal);
        Assert.Contains("EncoderDecoder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoder_than_the_declared_one_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new EncoderDecoder(new WordReader(1), new LuongWriter(1)));
        Assert.Contains("[Source(typeof(BothWaysReader))]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_fit_are_refused()
    {
        var pair = new EncoderDecoder(new BothWaysReader(1), new LuongWriter(2));
        SequenceSet sources = SequenceSet.FromTokens(Talks.Questions);
        var options = new WritingOptions { StartToken = Talks.Start, EndToken = Talks.End };
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.Write(sources, options with { StartToken = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.Write(sources, options with { Beams = 0 }));
        Assert.Throws<ArgumentException>(() => pair.Write(sources, options with { Beams = 2, KeepAlignment = true }));
        Assert.Throws<ArgumentException>(() => pair.Write(sources, options with { Sampler = new TokenSampler(8) }));
        Assert.Throws<ArgumentException>(() => new LuongWriter(1).CreateStream(2).Begin(pair.Read(Talks.Questions[0])));
        Assert.Throws<InvalidOperationException>(() => new EncoderDecoder(new WordReader(1), new WordWriter(1)).Write(sources, options));
    }

    private static (int[] Tokens, double Score) Alone(EncoderDecoder pair, IRecurrentModel decoder, int[] question, WritingOptions options)
    {
        EncodedSource source = pair.Read(question);
        IReadOnlyList<BeamHypothesis> Search<TState>(INextTokenModel<TState> model, TState start, Action<TState> begin)
        {
            begin(start);
            return model.From(start).Search([Talks.Start], new BeamOptions
            {
                Beams = options.Beams, MaxTokens = options.MaxTokens, EndToken = Talks.End, LengthPenalty = options.LengthPenalty,
            });
        }

        if (options.Beams > 1)
        {
            BeamHypothesis best = (decoder switch
            {
                LuongWriter luong => Search(luong, luong.CreateStream(), stream => stream.Begin(source)),
                SelfAndSourceWriter self => Search(self, self.CreateStream(), stream => stream.Begin(source)),
                BahdanauWriter bahdanau => Search(bahdanau, bahdanau.CreateStream(), stream => stream.Begin(source)),
                _ => Search((TwiceWriter)decoder, ((TwiceWriter)decoder).CreateStream(), stream => stream.Begin(source)),
            })[0];
            return ([.. best.Tokens], best.Score);
        }

        ISourceStream one = ((ISourceModel)decoder).CreateSourceStream(1);
        one.Begin(source);
        var logits = new float[9];
        var tokens = new List<int>();
        double sum = 0;
        for (int token = Talks.Start; tokens.Count < options.MaxTokens;)
        {
            one.StepRaw([token], logits);
            token = Array.IndexOf(logits, logits.Max());
            sum += Math.Log(Probability(logits, token));
            if (token == Talks.End)
                return ([.. tokens], sum / Math.Pow(tokens.Count + 1, options.LengthPenalty));
            tokens.Add(token);
        }

        return ([.. tokens], sum / Math.Pow(options.MaxTokens, options.LengthPenalty));
    }

    private static float Probability(float[] logits, int index) =>
        (float)(Math.Exp(logits[index] - logits.Max()) / logits.Sum(logit => Math.Exp(logit - logits.Max())));

    // Weights as they are drawn are so small that attention hardly looks anywhere.
    private static void Widen(ParameterStore parameters)
    {
        foreach (ParameterInfo info in parameters.Description.Parameters)
        {
            if (info.Name.Contains("attention", StringComparison.Ordinal) || info.Name.Contains("bridge", StringComparison.Ordinal))
                parameters.Update(info.Name, values => Elementwise.Scale(values, 2));
        }
    }

    private static void CheckGradients(IRecurrentModel model, SequenceSet set, bool dropout)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        int[] rows = [.. Enumerable.Range(0, set.Count)];
        double Loss()
        {
            (workspace.Dropout, workspace.Seed, workspace.Step) = (dropout, 7, 3);
            workspace.Load(set, rows);
            model.Forward(workspace);
            return model.Loss(workspace);
        }

        Loss();
        model.Backward(workspace, gradients);
        var random = new Random(1);
        foreach (ParameterInfo info in model.Description.Parameters)
        {
            // A direction of length 1 in the parameter's space: float's rounding of the loss weighs least.
            double[] direction = [.. Enumerable.Range(0, info.Length).Select(_ => random.NextDouble() - 0.5)];
            double norm = Math.Sqrt(direction.Sum(x => x * x)), slope = 0;
            for (int i = 0; i < direction.Length; i++)
                slope += (direction[i] /= norm) * gradients.Span[info.Offset + i];
            float[] start = model.Parameters.Read(info.Name).ToArray();
            double quotient = (At(0.01) - At(-0.01)) / 0.02;
            model.Parameters.Set(info.Name, start);
            Assert.True(Math.Abs(quotient - slope) <= 2e-4 + (5e-3 * Math.Abs(quotient)), $"{info.Name}: {slope} in place of {quotient}");

            double At(double step)
            {
                model.Parameters.Set(info.Name, [.. start.Select((value, i) => (float)(value + (step * direction[i])))]);
                return Loss();
            }
        }
    }
}
