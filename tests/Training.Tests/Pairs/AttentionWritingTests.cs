using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Texts that a decoder writes which attends to its encoder's outputs.</summary>
public class AttentionWritingTests
{
    // Beams copy streams: they share the source and do not read it anew.
    [Theory]
    [MemberData(nameof(AttentionWriters.Numbers), MemberType = typeof(AttentionWriters))]
    public void Many_sources_side_by_side_are_written_as_each_alone(int writer)
    {
        IRecurrentModel decoder = AttentionWriters.Create(writer);
        var pair = new EncoderDecoder(new BothWaysReader(1), decoder);
        AttentionWriters.Widen(pair.Parameters);
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
            sum += Math.Log(AttentionWriters.Probability(logits, token));
            if (token == Talks.End)
                return ([.. tokens], sum / Math.Pow(tokens.Count + 1, options.LengthPenalty));
            tokens.Add(token);
        }

        return ([.. tokens], sum / Math.Pow(options.MaxTokens, options.LengthPenalty));
    }
}
