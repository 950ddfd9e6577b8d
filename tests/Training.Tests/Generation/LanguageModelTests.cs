using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A generated language model is what samplers and beam search take, without anything in between.</summary>
public class LanguageModelTests
{
    private readonly TokenModel _model = new(3);

    [Fact]
    public void Greedy_tokens_are_those_that_predict_finds_likeliest_after_the_whole_text()
    {
        List<int> text = [4, 7];
        foreach (int token in _model.Generate(text.ToArray(), new TokenSampler(12, new SamplingOptions { Temperature = 0 }), 10))
        {
            Assert.Equal(Likeliest(text), token);
            text.Add(token);
        }

        Assert.Equal(12, text.Count);
    }

    [Fact]
    public void A_beam_search_tells_the_probability_that_predict_gives()
    {
        int[] prompt = [1, 2, 3];
        IReadOnlyList<BeamHypothesis> found = _model.Search(prompt, new BeamOptions { Beams = 3, MaxTokens = 5 });
        Assert.Equal(3, found.Count);
        foreach (BeamHypothesis one in found)
        {
            int[] text = [.. prompt, .. one.Tokens];
            double logProbability = 0;
            for (int end = prompt.Length; end < text.Length; end++)
                logProbability += Math.Log(After(text[..end])[text[end]]);
            Assert.Equal(logProbability, one.LogProbability, 1e-4);
        }
    }

    [Fact]
    public void With_as_many_beams_as_texts_the_search_finds_the_likeliest_of_all()
    {
        double best = double.NegativeInfinity;
        for (int a = 0; a < 12; a++)
        {
            for (int b = 0; b < 12; b++)
                best = Math.Max(best, Math.Log(After([5])[a]) + Math.Log(After([5, a])[b]));
        }

        Assert.Equal(best, _model.Search([5], new BeamOptions { Beams = 144, MaxTokens = 2 })[0].LogProbability, 1e-4);
    }

    [Fact]
    public void A_copied_stream_goes_its_own_way_and_copying_again_allocates_nothing()
    {
        TokenModel.Stream first = _model.CreateStream(), second = _model.CreateStream();
        float[] one = new float[12], other = new float[12];
        first.Step([3], one);
        second.CopyFrom(first);
        first.Step([9], one);
        second.Step([2], other);
        Assert.Equal(After([3, 9]), one);
        Assert.Equal(After([3, 2]), other);

        second.CopyFrom(first);
        long before = GC.GetAllocatedBytesForCurrentThread();
        second.CopyFrom(first);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        second.Step([1], other);
        Assert.Equal(After([3, 9, 1]), other);

        // Also from a stream that has read nothing.
        second.CopyFrom(_model.CreateStream());
        second.Step([3], other);
        Assert.Equal(After([3]), other);
    }

    [Fact]
    public void Raw_outputs_of_a_step_are_what_softmax_turns_into_probabilities()
    {
        float[] raw = new float[12], probabilities = new float[12];
        _model.CreateStream().StepRaw([6], raw);
        _model.CreateStream().Step([6], probabilities);
        double sum = raw.Sum(value => Math.Exp(value));
        for (int i = 0; i < 12; i++)
            Assert.Equal(Math.Exp(raw[i]) / sum, probabilities[i], 1e-6);
    }

    private int Likeliest(List<int> text) => Array.IndexOf(After([.. text]), After([.. text]).Max());

    private float[] After(int[] text) => _model.Predict(SequenceSet.FromTokens([text]))[0][^12..];
}
