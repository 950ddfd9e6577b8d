using Xunit;

namespace LstmGen.Data.Tests;

public class BeamSearchTests
{
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.0)]
    [InlineData(3, 1.0)]
    [InlineData(4, 0.6)]
    public void With_beams_enough_it_finds_the_best_of_all_continuations(long seed, double penalty)
    {
        var model = new TableModel(3, seed);
        var options = new BeamOptions { Beams = 81, MaxTokens = 4, EndToken = 2, LengthPenalty = penalty };
        var expected = new List<(int[] Tokens, double Log, double Score, bool Ended)>();
        Enumerate(model, [0, 1], [], 0, options, expected);
        var best = expected.OrderByDescending(e => e.Score).ToList();
        var found = new BeamSearch<int[]>(model, options).Search([0, 1]);
        Assert.Equal(best.Count, found.Count);
        for (var i = 0; i < best.Count; i++)
        {
            Assert.Equal(best[i].Tokens, found[i].Tokens);
            Assert.Equal(best[i].Log, found[i].LogProbability, 1e-9);
            Assert.Equal(best[i].Score, found[i].Score, 1e-9);
            Assert.Equal(best[i].Ended, found[i].Ended);
        }
    }

    [Fact]
    public void Suppressed_tokens_are_in_no_continuation()
    {
        var model = new TableModel(5, 7);
        var likeliest = model.Search([0], new BeamOptions { MaxTokens = 6 })[0].Tokens;
        var found = model.Search([0], new BeamOptions { MaxTokens = 6, Suppressed = [likeliest[0], likeliest[1]] });
        Assert.Equal(4, found.Count);
        Assert.All(found, one => Assert.DoesNotContain(one.Tokens, token => token == likeliest[0] || token == likeliest[1]));
    }

    [Theory]
    [InlineData(2, -1, 0.0)]
    [InlineData(5, -1, 1.0)]
    [InlineData(2, 4, 0.0)]
    [InlineData(5, 4, 1.0)]
    [InlineData(3, 4, 0.7)]
    public void Few_beams_agree_with_a_naive_search_that_never_stops_early(int beams, int end, double penalty)
    {
        for (long seed = 0; seed < 30; seed++)
        {
            var model = new TableModel(6, seed);
            var options = new BeamOptions { Beams = beams, MaxTokens = 9, EndToken = end < 0 ? null : end, LengthPenalty = penalty };
            var found = new BeamSearch<int[]>(model, options).Search([3]);
            Assert.Equal(Naive(model, 3, options), found.Select(f => string.Join(' ', f.Tokens)));
        }
    }

    [Fact]
    public void One_beam_is_the_greedy_choice_and_a_search_can_be_repeated()
    {
        var model = new TableModel(8, 5);
        var search = new BeamSearch<int[]>(model, new BeamOptions { Beams = 1, MaxTokens = 10, EndToken = 0 });
        var first = search.Search([1])[0].Tokens;
        search.Search([2, 3]);
        Assert.Equal(first, search.Search([1])[0].Tokens);
        var stream = new TokenStream<int[]>(model, new TokenSampler(8, new SamplingOptions { Temperature = 0 }), 10, endToken: 0);
        var greedy = new List<int>();
        foreach (var token in stream.Start([1]))
            greedy.Add(token);
        Assert.Equal(greedy, first);
    }

    [Fact]
    public void Bad_prompts_and_options_are_errors()
    {
        var model = new TableModel(3, 1);
        var search = new BeamSearch<int[]>(model);
        Assert.Contains("prompt is empty", Assert.Throws<ArgumentException>(() => search.Search([])).Message);
        Assert.Contains("Token 1 of the prompt is 3", Assert.Throws<ArgumentException>(() => search.Search([0, 3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch<int[]>(model, new BeamOptions { Beams = 0 }));
        Assert.Contains(
            "EndToken is 3; ids lie between 0 and 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch<int[]>(model, new BeamOptions { EndToken = 3 })).Message);
    }

    private static double[] LogSoftmax(TableModel model, IEnumerable<int> tokens)
    {
        var state = model.CreateState();
        var logits = new float[model.Vocabulary];
        foreach (var token in tokens)
            model.Step(state, token, logits);
        var log = Math.Log(logits.Sum(l => Math.Exp(l)));
        return [.. logits.Select(l => l - log)];
    }

    private static void Enumerate(
        TableModel model, int[] prompt, int[] tokens, double log, BeamOptions options, List<(int[], double, double, bool)> all)
    {
        var next = LogSoftmax(model, prompt.Concat(tokens));
        for (var token = 0; token < next.Length; token++)
        {
            var sum = log + next[token];
            var length = tokens.Length + 1;
            var score = sum / Math.Pow(length, options.LengthPenalty);
            if (token == options.EndToken)
                all.Add((tokens, sum, score, true));
            else if (length == options.MaxTokens)
                all.Add(([.. tokens, token], sum, score, false));
            else
                Enumerate(model, prompt, [.. tokens, token], sum, options, all);
        }
    }

    private static List<string> Naive(TableModel model, int prompt, BeamOptions options)
    {
        List<(int[] Tokens, double Log)> live = [([], 0)];
        List<(int[] Tokens, double Score)> done = [];
        for (var length = 1; length <= options.MaxTokens; length++)
        {
            var best = live
                .SelectMany(
                    b => LogSoftmax(model, b.Tokens.Prepend(prompt)).Select((l, t) => (Tokens: (int[])[.. b.Tokens, t], Log: b.Log + l)))
                .OrderByDescending(b => b.Log).Take(2 * options.Beams).ToList();
            var divisor = Math.Pow(length, options.LengthPenalty);
            done.AddRange(best.Where(b => b.Tokens[^1] == options.EndToken).Select(b => (b.Tokens[..^1], b.Log / divisor)));
            live = [.. best.Where(b => b.Tokens[^1] != options.EndToken).Take(options.Beams)];
        }

        done.AddRange(live.Select(b => (b.Tokens, b.Log / Math.Pow(options.MaxTokens, options.LengthPenalty))));
        return [.. done.OrderByDescending(d => d.Score).Take(options.Beams).Select(d => string.Join(' ', d.Tokens))];
    }

    // A beam without end asked for arrays of int.MaxValue tokens.
    [Fact]
    public void A_search_without_end_grows_as_it_is_written_and_finds_what_a_bounded_one_finds()
    {
        var model = new TableModel(6, 5);
        BeamOptions options = new() { Beams = 2, MaxTokens = 2000, EndToken = 0 };
        var expected = new BeamSearch<int[]>(model, options).Search([3]);
        var found = new BeamSearch<int[]>(model, options with { MaxTokens = int.MaxValue }).Search([3]);
        Assert.Equal(expected[0].Tokens, found[0].Tokens);
        Assert.Equal(expected[0].LogProbability, found[0].LogProbability);

        // No end token: 600 tokens are more than the first room.
        var whole = new BeamSearch<int[]>(model, new BeamOptions { Beams = 2, MaxTokens = 600 }).Search([3]);
        Assert.Equal(600, whole[0].Tokens.Count);
        var start = new BeamSearch<int[]>(model, new BeamOptions { Beams = 1, MaxTokens = 600 }).Search([3])[0].Tokens;
        Assert.Equal(600, start.Count);
        Assert.All(start, token => Assert.InRange(token, 0, 5));
    }
}
