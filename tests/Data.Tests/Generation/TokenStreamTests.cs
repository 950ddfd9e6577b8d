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

    // The room for prompt and tokens together wrapped around, and Start threw.
    [Fact]
    public void A_stream_without_end_grows_as_it_is_written()
    {
        const int count = (1 << 16) + 1000;
        var stream = new TokenStream<int[]>(new TableModel(4, 1), new TokenSampler(4), int.MaxValue).Start([0, 1]);
        for (var i = 0; i < count; i++)
        {
            Assert.True(stream.MoveNext());
            Assert.Equal(stream.Current, stream.History[^1]);
        }

        Assert.Equal(count + 2, stream.History.Length);
    }

    // The model took the token at hand a second time.
    [Fact]
    public void After_a_draw_that_throws_the_model_is_not_stepped_again()
    {
        var model = new FailingModel();
        var stream = new TokenStream<int[]>(model, new TokenSampler(2), 100).Start([0]);
        Assert.True(stream.MoveNext());
        model.Fails = true;
        Assert.Throws<ArgumentException>(() => stream.MoveNext());
        var steps = model.Steps;
        Assert.Throws<ArgumentException>(() => stream.MoveNext());
        Assert.Equal(steps, model.Steps);
    }

    private sealed class FailingModel : INextTokenModel<int[]>
    {
        public bool Fails { get; set; }

        public int Steps { get; private set; }

        public int Vocabulary => 2;

        public int[] CreateState() => [];

        public void Reset(int[] state)
        {
        }

        public void Copy(int[] source, int[] destination)
        {
        }

        public void Step(int[] state, int token, Span<float> logits)
        {
            Steps++;
            logits.Fill(Fails ? float.NaN : 0);
        }
    }
}
