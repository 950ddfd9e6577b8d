using Xunit;

namespace LstmGen.Data.Tests;

public class TokenStreamTests
{
    [Fact]
    public void Tokens_come_one_by_one_and_equal_a_loop_by_hand()
    {
        var model = new TableModel(10, 3);
        var options = new SamplingOptions { Seed = 9, RepetitionPenalty = 1.3f, TopK = 5 };
        var stream = new TokenStream<int[]>(model, new TokenSampler(10, options), 20);
        var tokens = new List<int>();
        foreach (var token in stream.Start([4, 5]))
            tokens.Add(token);

        var sampler = new TokenSampler(10, options);
        var state = model.CreateState();
        var logits = new float[10];
        List<int> history = [4, 5];
        model.Step(state, 4, logits);
        model.Step(state, 5, logits);
        while (history.Count < 22)
        {
            history.Add(sampler.Sample(logits, history.ToArray()));
            model.Step(state, history[^1], logits);
        }

        Assert.Equal(history.Skip(2), tokens);
        Assert.Equal(history, stream.History.ToArray());
        Assert.False(stream.MoveNext());
    }

    [Fact]
    public void The_end_token_ends_it_and_is_not_given_out()
    {
        var model = new TableModel(4, 1);
        var stream = new TokenStream<int[]>(model, new TokenSampler(4), 1000, endToken: 2);
        var count = 0;
        foreach (var token in stream.Start([0]))
        {
            Assert.NotEqual(2, token);
            count++;
        }

        Assert.InRange(count, 0, 999);
        Assert.Equal(count + 1, stream.History.Length);
    }

    [Fact]
    public void A_token_allocates_nothing()
    {
        var stream = new TokenStream<int[]>(new TableModel(10, 3), new TokenSampler(10), 100);
        stream.Start([1]);
        stream.MoveNext();
        stream.MoveNext();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            stream.MoveNext();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Model_and_sampler_must_agree_on_the_vocabulary() =>
        Assert.Throws<ArgumentException>(() => new TokenStream<int[]>(new TableModel(4, 1), new TokenSampler(5), 10));
}
