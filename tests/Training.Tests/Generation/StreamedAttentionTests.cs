using LstmGen.CompilerServices;
using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Streams of models with causal self-attention, which keep the keys and values of every step.</summary>
public class StreamedAttentionTests
{
    private const int Vocabulary = 9;
    private readonly DeepSelfWriter _model = Attentive(new DeepSelfWriter(3));

    // Several doublings of the room.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Steps_of_a_long_text_are_the_whole_sequence(int rows)
    {
        int[][] texts = [.. Enumerable.Range(0, rows).Select(row => Text(150, row))];
        float[][] whole = [.. texts.Select(text => _model.Predict(text).ToArray())];
        DeepSelfWriter.Stream stream = _model.CreateStream(rows);
        for (int round = 0; round < 2; round++)
        {
            for (int t = 0; t < 150; t++)
            {
                var step = new float[rows * Vocabulary];
                stream.Step([.. texts.Select(text => text[t])], step);
                for (int row = 0; row < rows; row++)
                    Close(whole[row].AsSpan(t * Vocabulary, Vocabulary), step.AsSpan(row * Vocabulary, Vocabulary));
            }

            stream.Reset();
        }
    }

    [Fact]
    public void Ten_thousand_steps_of_one_stream_are_the_sums_over_all_of_them()
    {
        const int Count = 10_000;
        var model = new OnlySelfAttention(4);
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Count * 4).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        OnlySelfAttention.Stream stream = model.CreateStream();
        var y = new float[1];
        for (int t = 0; t < Count; t++)
            stream.Step(x.AsSpan(t * 4, 4), y);
        Assert.Equal(Count, stream.State.Steps);
        Assert.Equal(LastOutput(model, x), y[0], 1e-4);
    }

    [Fact]
    public void Only_room_that_is_full_allocates_and_reserved_room_is_not()
    {
        int[] text = Text(600, 1);
        var step = new float[Vocabulary];
        DeepSelfWriter.Stream grown = _model.CreateStream(), reserved = _model.CreateStream();
        Run(grown, 0, 20);
        Run(reserved, 0, 20);
        grown.Reset();
        reserved.Reset();
        reserved.Reserve(600);

        // Room of 32 steps, then 64 to 512: it is full at steps 33, 65, 129, 257 and 513.
        int growths = 0;
        for (int t = 0; t < 600; t++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            grown.Step([text[t]], step);
            growths += GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
        }

        Assert.Equal(5, growths);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Run(reserved, 0, 600);
        reserved.Reset();
        Run(reserved, 0, 600);
        Assert.Equal(start, GC.GetAllocatedBytesForCurrentThread());

        void Run(DeepSelfWriter.Stream stream, int first, int end)
        {
            for (int t = first; t < end; t++)
                stream.Step([text[t]], step);
        }
    }

    [Fact]
    public void A_reset_in_the_middle_forgets_all_steps()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream();
        Read(stream, Text(23, 5));
        stream.Reset();
        Assert.Equal(0, stream.State.Steps);
        Assert.All(stream.State.Values.ToArray(), value => Assert.Equal(0, value));
        Close(After([3, 1]), Read(stream, [3, 1]));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(3, 50)]
    [InlineData(50, 3)]
    [InlineData(33, 33)]
    public void A_stream_goes_on_from_another_one_that_has_read_more_or_less(int source, int destination)
    {
        int[] text = Text(source, 1), other = Text(destination, 2);
        DeepSelfWriter.Stream first = _model.CreateStream(), second = _model.CreateStream(), third = _model.CreateStream();
        Read(first, text);
        Read(second, other);
        Read(third, other);
        second.CopyFrom(first);
        third.State = first.State;
        Close(After([.. text, 7, 2]), Read(first, [7, 2]));
        Close(After([.. text, 4]), Read(second, [4]));
        Close(After([.. text, 5]), Read(third, [5]));
        Close(After([.. text, 7, 2, 1]), Read(first, [1]));
        second.CopyFrom(second);
        Close(After([.. text, 4, 0]), Read(second, [0]));
        Assert.Equal(source + 2, second.State.Steps);
    }

    // Only what differs is copied: here nothing, the end, all, and what a state brought.
    [Fact]
    public void A_stream_that_is_copied_again_and_again_has_what_the_other_has_now()
    {
        DeepSelfWriter.Stream first = _model.CreateStream(), second = _model.CreateStream();
        Read(first, [1, 2, 3]);
        second.CopyFrom(first);
        second.CopyFrom(first);
        Close(After([1, 2, 3, 4]), Read(second, [4]));
        Read(first, [5, 6]);
        second.CopyFrom(first);
        Close(After([1, 2, 3, 5, 6, 7]), Read(second, [7]));
        first.CopyFrom(second);
        Close(After([1, 2, 3, 5, 6, 7, 0]), Read(first, [0]));
        first.Reset();
        Read(first, [8, 7, 6, 5]);
        second.CopyFrom(first);
        Close(After([8, 7, 6, 5, 1]), Read(second, [1]));
        Read(first, [2]);
        first.State = second.State;
        Close(After([8, 7, 6, 5, 1, 3]), Read(first, [3]));
        Read(second, [4]);
        second.CopyFrom(first);
        Close(After([8, 7, 6, 5, 1, 3, 3]), Read(second, [3]));
    }

    // What each row has read is kept beside it: duplicates, permutations, and rows that go on and off.
    [Fact]
    public void Rows_go_on_where_others_stood()
    {
        const int Rows = 5;
        var random = new Random(2);
        DeepSelfWriter.Stream stream = _model.CreateStream(Rows);
        var texts = new List<int>[Rows];
        for (int row = 0; row < Rows; row++)
            texts[row] = [];
        var step = new float[Rows * Vocabulary];
        for (int round = 0; round < 40; round++)
        {
            int[] tokens = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Vocabulary))];
            stream.Step(tokens, step);
            for (int row = 0; row < Rows; row++)
            {
                texts[row].Add(tokens[row]);
                Close(After([.. texts[row]]), step.AsSpan(row * Vocabulary, Vocabulary));
            }

            int[] from = (round % 4) switch
            {
                0 => [4, 3, 2, 1, 0],
                1 => [2, 2, 2, 2, 2],
                2 => [.. Enumerable.Range(0, Rows)],
                _ => [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Rows))],
            };
            stream.Reorder(from);
            texts = [.. from.Select(row => new List<int>(texts[row]))];
        }
    }

    [Fact]
    public void Reordering_reserved_rows_allocates_nothing()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream(3);
        stream.Reserve(64);
        var step = new float[3 * Vocabulary];
        for (int t = 0; t < 20; t++)
            Both(t);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 20; t < 60; t++)
            Both(t);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Both(int t)
        {
            stream.Step([t % 9, (t + 1) % 9, (t + 2) % 9], step);
            stream.Reorder([t % 3, 1, (t + 1) % 3]);
        }
    }

    [Fact]
    public void A_row_that_is_not_there_changes_nothing()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream(2);
        stream.Step([1, 2], new float[2 * Vocabulary]);
        float[] before = stream.State.Values.ToArray();
        Assert.Equal("from", Assert.Throws<ArgumentException>(() => stream.Reorder([1, 2])).ParamName);
        Assert.Equal("from", Assert.Throws<ArgumentException>(() => stream.Reorder([-1, 0])).ParamName);
        Assert.Equal("from", Assert.Throws<ArgumentException>(() => stream.Reorder([1])).ParamName);
        Assert.Equal(before, stream.State.Values.ToArray());
    }

    [Fact]
    public void A_step_that_is_refused_leaves_the_stream_as_it_was()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream();
        Read(stream, [1, 2, 3]);
        float[] before = stream.State.Values.ToArray();
        Assert.Throws<ArgumentException>(() => stream.Step([9], new float[Vocabulary]));
        Assert.Throws<ArgumentException>(() => stream.Step([1], new float[Vocabulary + 1]));
        Assert.Equal(before, stream.State.Values.ToArray());
        Close(After([1, 2, 3, 4]), Read(stream, [4]));
    }

    [Fact]
    public void A_state_is_saved_by_its_batch_lengths_and_values()
    {
        int[] text = Text(21, 4);
        DeepSelfWriter.Stream stream = _model.CreateStream();
        Read(stream, text);
        ModelState state = stream.State;
        Assert.Equal(["self_attention.past", "self_attention2.past"], state.Caches.Select(cache => cache.Name));
        Assert.Equal(21 * 16, state["self_attention2.past"].Length);
        Assert.Equal((2 * 8) + 8 + (21 * 2 * 16), state.Values.Length);
        (int batch, int[] lengths, float[] values) = (state.Batch, state.Lengths.ToArray(), state.Values.ToArray());

        var restored = new ModelState(DeepSelfWriter.Description, batch, lengths.Max());
        lengths.CopyTo(restored.Lengths);
        values.CopyTo(restored.Values);
        DeepSelfWriter.Stream other = _model.CreateStream();
        Read(other, [1, 2]);
        other.State = restored;
        Close(After([.. text, 6]), Read(other, [6]));

        // A copy into the same state takes over the number of steps; into room that is there it allocates nothing.
        restored.CopyFrom(other.State);
        Assert.Equal(22, restored.Steps);
        other.Reset();
        Read(other, [5]);
        other.CopyState(restored);
        Assert.Equal(1, restored.Steps);
        Assert.Equal(other.State.Values.ToArray(), restored.Values.ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        other.CopyState(restored);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        restored.Clear();
        Assert.Equal(0, restored.Steps);
    }

    [Fact]
    public void Rows_of_a_batch_of_different_lengths_go_on_as_a_stream()
    {
        int[][] texts = [Text(4, 1), Text(19, 2), Text(1, 3)];
        DeepSelfWriter.Workspace workspace = _model.CreateWorkspace(training: false);
        workspace.Load(SequenceSet.FromTokens(texts), [0, 1, 2]);
        _model.Forward(workspace);
        var state = new ModelState(DeepSelfWriter.Description, 3);
        workspace.CopyFinalState(state);
        Assert.Equal([4, 19, 1], state.Lengths.ToArray());
        DeepSelfWriter.Stream stream = _model.CreateStream(3);
        stream.State = state;
        var step = new float[3 * Vocabulary];
        for (int t = 0; t < 30; t++)
        {
            if (t == 10)
            {
                stream.Reorder([1, 0, 1]);
                texts = [texts[1], texts[0], texts[1]];
            }

            int[] tokens = [t % 9, (t * 2) % 9, (t * 4) % 9];
            stream.Step(tokens, step);
            texts = [.. texts.Select((text, row) => (int[])[.. text, tokens[row]])];
            for (int row = 0; row < 3; row++)
                Close(After(texts[row]), step.AsSpan(row * Vocabulary, Vocabulary));
        }
    }

    [Fact]
    public void States_that_lack_keys_and_values_are_refused()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream();
        Read(stream, [1, 2]);
        var error = Assert.Throws<ArgumentException>(() => stream.State = new ModelState(DeepSelfWriter.Description.States, 1));
        Assert.Contains("new ModelState(model.Description, 1)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => stream.CopyState(new ModelState(DeepSelfWriter.Description.States, 1)));
        Assert.Throws<ArgumentException>(() => stream.State = new ModelState(DeepSelfWriter.Description, 2));
        Assert.Throws<ArgumentException>(() => stream.State = new ModelState(SelfWriter.Description, 1));
        Assert.Throws<ArgumentException>(() => stream.State = new ModelState(TokenModel.Description, 1));
        Assert.Throws<ArgumentException>(() => stream.CopyFrom(_model.CreateStream(2)));
        var wrong = new ModelState(DeepSelfWriter.Description, 1, 3);
        wrong.Lengths[0] = 4;
        Assert.Contains("4 steps", Assert.Throws<ArgumentException>(() => stream.State = wrong).Message, StringComparison.Ordinal);
        Assert.Equal("steps", Assert.Throws<ArgumentException>(() => new ModelState(TokenModel.Description, 1, 3)).ParamName);
        Assert.Equal("steps", Assert.Throws<ArgumentOutOfRangeException>(() => new ModelState(DeepSelfWriter.Description, 1, -1)).ParamName);
        Assert.Equal("steps", Assert.Throws<ArgumentOutOfRangeException>(() => stream.Reserve(0)).ParamName);
        Assert.Contains("Call Reset", Assert.Throws<InvalidOperationException>(() => stream.Reserve(int.MaxValue)).Message, StringComparison.Ordinal);
        Close(After([1, 2, 3]), Read(stream, [3]));
    }

    [Fact]
    public void A_whole_batch_does_not_start_from_steps_and_training_does_not_hand_them_on()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream();
        Read(stream, [1, 2]);
        DeepSelfWriter.Workspace workspace = _model.CreateWorkspace(training: false);
        workspace.InitialState = stream.State;
        workspace.Begin(1, 3);
        workspace.SetTokens([1, 2, 3]);
        Assert.Contains("2 earlier steps", Assert.Throws<InvalidOperationException>(() => _model.Forward(workspace)).Message, StringComparison.Ordinal);

        SequenceSet set = SequenceSet.NextToken([Text(9, 1), Text(9, 2)]);
        Assert.Contains("TruncatedSteps", Assert.Throws<ArgumentException>(() => _model.Fit(set, new FitOptions { BatchSize = 2, TruncatedSteps = 4 })).Message, StringComparison.Ordinal);
        Assert.Contains("CarryState", Assert.Throws<ArgumentException>(() => _model.Fit(set, new FitOptions { BatchSize = 2, Shuffle = false, CarryState = true })).Message, StringComparison.Ordinal);
        Assert.Contains("earlier steps", Assert.Throws<ArgumentException>(() => _model.GradientNorms(set)).Message, StringComparison.Ordinal);
    }

    // The same search over a model that reads the whole text anew for each token.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Beam_search_finds_what_it_finds_without_streams(int beams)
    {
        var options = new BeamOptions { Beams = beams, MaxTokens = 40, EndToken = 8, LengthPenalty = 0.6 };
        int[] prompt = Text(20, 6);
        IReadOnlyList<BeamHypothesis> expected = new Whole(_model).Search(prompt, options);
        var search = new BeamSearch<DeepSelfWriter.Stream>(_model, options);
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
        int[] expected = [.. new Whole(_model).Generate(prompt, new TokenSampler(Vocabulary, options), 60)];
        Assert.Equal(expected, (int[])[.. _model.Generate(prompt, new TokenSampler(Vocabulary, options), 60)]);

        // From a stream that has read the beginning.
        DeepSelfWriter.Stream start = _model.CreateStream();
        Read(start, prompt[..4]);
        Assert.Equal(expected, (int[])[.. _model.From(start).Generate(prompt.AsSpan(4), new TokenSampler(Vocabulary, options), 60)]);
    }

    [Fact]
    public void Steps_with_weights_in_bfloat16_are_the_whole_sequence_with_them()
    {
        float[] exact = After(Text(40, 3));
        _model.Quantize(WeightPrecision.BFloat16);
        float[] rounded = After(Text(40, 3));
        Assert.NotEqual(exact, rounded);
        Close(rounded, Read(_model.CreateStream(), Text(40, 3)));
    }

    [Fact]
    public void Streams_on_several_threads_do_not_meet()
    {
        float[][] expected = [.. Enumerable.Range(0, 6).Select(i => After(Text(80, i)))], actual = new float[6][];
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => actual[i] = Read(_model.CreateStream(), Text(80, i)));
        for (int i = 0; i < 6; i++)
            Close(expected[i], actual[i]);
    }

    [Fact]
    public void Parameters_written_between_steps_count_from_the_next_step_on_and_kept_keys_stay()
    {
        DeepSelfWriter.Stream stream = _model.CreateStream(), other = _model.CreateStream();
        Read(stream, [1, 2, 3]);
        ModelState state = stream.State;
        _model.Parameters.Update("head.bias", values => values[0] += 1);
        float[] step = Read(stream, [4]);
        other.State = state;
        Assert.Equal(Read(other, [4]), step);
        Close(After([1, 2, 3, 4]), step);
    }

    private static T Attentive<T>(T model)
        where T : IRecurrentModel
    {
        foreach (ParameterInfo info in model.Parameters.Description.Parameters)
            model.Parameters.Update(info.Name, values => Elementwise.Scale(values, info.Name.Contains("attention", StringComparison.Ordinal) ? 3 : 2));
        return model;
    }

    private static int[] Text(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary))];
    }

    private static float[] Read(DeepSelfWriter.Stream stream, int[] text)
    {
        var step = new float[Vocabulary];
        foreach (int token in text)
            stream.Step([token], step);
        return step;
    }

    private float[] After(int[] text) => _model.Predict(text).ToArray()[^Vocabulary..];

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-6f);
    }

    // The last output in double, written down anew.
    private static double LastOutput(OnlySelfAttention model, float[] x)
    {
        float[] w = model.Parameters.Read("self_attention.in_proj_weight").ToArray(), b = model.Parameters.Read("self_attention.in_proj_bias").ToArray();
        int steps = x.Length / 4;
        double Projected(int t, int row) => b[row] + Enumerable.Range(0, 4).Sum(i => (double)w[(row * 4) + i] * x[(t * 4) + i]);
        var context = new double[4];
        for (int head = 0; head < 2; head++)
        {
            double[] q = [Projected(steps - 1, head * 2), Projected(steps - 1, (head * 2) + 1)];
            double[] scores = [.. Enumerable.Range(0, steps).Select(u => ((q[0] * Projected(u, 4 + (head * 2))) + (q[1] * Projected(u, 5 + (head * 2)))) / Math.Sqrt(2))];
            double sum = scores.Sum(Math.Exp);
            for (int i = 0; i < 2; i++)
                context[(head * 2) + i] = Enumerable.Range(0, steps).Sum(u => Math.Exp(scores[u]) / sum * Projected(u, 8 + (head * 2) + i));
        }

        float[] o = model.Parameters.Read("self_attention.out_proj.weight").ToArray(), ob = model.Parameters.Read("self_attention.out_proj.bias").ToArray();
        float[] r = model.Parameters.Read("head.weight").ToArray();
        return model.Parameters.Read("head.bias")[0]
            + Enumerable.Range(0, 4).Sum(i => r[i] * (ob[i] + Enumerable.Range(0, 4).Sum(j => o[(i * 4) + j] * context[j])));
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
