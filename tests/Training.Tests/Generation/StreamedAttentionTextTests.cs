using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Texts that models with causal self-attention write through streams.</summary>
public class StreamedAttentionTextTests : StreamedAttention
{
    // The same search over a model that reads the whole text anew for each token.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Beam_search_finds_what_it_finds_without_streams(int beams)
    {
        var options = new BeamOptions { Beams = beams, MaxTokens = 40, EndToken = 8, LengthPenalty = 0.6 };
        int[] prompt = Text(20, 6);
        IReadOnlyList<BeamHypothesis> expected = new Whole(Model).Search(prompt, options);
        var search = new BeamSearch<DeepSelfWriter.Stream>(Model, options);
        for (int round = 0; round < 2; round++)
        {
            IReadOnlyList<BeamHypothesis> found = search.Search(prompt);
            Assert.Equal(expected.Select(one => one.Tokens), found.Select(one => one.Tokens));
            Assert.All(Enumerable.Range(0, found.Count), i => Assert.Equal(expected[i].LogProbability, found[i].LogProbability, 1e-3));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Greedy_and_sampled_texts_are_those_without_streams(double temperature)
    {
        int[] prompt = Text(7, 8);
        var options = new SamplingOptions { Temperature = temperature, Seed = 4 };
        int[] expected = [.. new Whole(Model).Generate(prompt, new TokenSampler(Vocabulary, options), 60)];
        Assert.Equal(expected, (int[])[.. Model.Generate(prompt, new TokenSampler(Vocabulary, options), 60)]);

        // From a stream that has read the beginning.
        DeepSelfWriter.Stream start = Model.CreateStream();
        Read(start, prompt[..4]);
        Assert.Equal(expected, (int[])[.. Model.From(start).Generate(prompt.AsSpan(4), new TokenSampler(Vocabulary, options), 60)]);
    }

    /// <summary>The model without its streams: the state is the text.</summary>
    private sealed class Whole(DeepSelfWriter model) : INextTokenModel<List<int>>
    {
        public int Vocabulary => 9;

        public List<int> CreateState() => [];

        public void Reset(List<int> state) => state.Clear();

        public void Copy(List<int> source, List<int> destination)
        {
            destination.Clear();
            destination.AddRange(source);
        }

        public void Step(List<int> state, int token, Span<float> logits)
        {
            state.Add(token);
            float[] probabilities = model.Predict(state.ToArray()).ToArray()[^9..];
            for (int i = 0; i < 9; i++)
                logits[i] = MathF.Log(probabilities[i]);
        }
    }
}
