using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Steps of streams of models with causal self-attention, which keep the keys and values of every step.</summary>
public class StreamedAttentionTests : StreamedAttention
{
    // Several doublings of the room.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Steps_of_a_long_text_are_the_whole_sequence(int rows)
    {
        int[][] texts = [.. Enumerable.Range(0, rows).Select(row => Text(150, row))];
        float[][] whole = [.. texts.Select(text => Model.Predict(text).ToArray())];
        DeepSelfWriter.Stream stream = Model.CreateStream(rows);
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
        DeepSelfWriter.Stream grown = Model.CreateStream(), reserved = Model.CreateStream();
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
        DeepSelfWriter.Stream stream = Model.CreateStream();
        Read(stream, Text(23, 5));
        stream.Reset();
        Assert.Equal(0, stream.State.Steps);
        Assert.All(stream.State.Values.ToArray(), value => Assert.Equal(0, value));
        Close(After([3, 1]), Read(stream, [3, 1]));
    }

    [Fact]
    public void A_step_that_is_refused_leaves_the_stream_as_it_was()
    {
        DeepSelfWriter.Stream stream = Model.CreateStream();
        Read(stream, [1, 2, 3]);
        float[] before = stream.State.Values.ToArray();
        Assert.Throws<ArgumentException>(() => stream.Step([9], new float[Vocabulary]));
        Assert.Throws<ArgumentException>(() => stream.Step([1], new float[Vocabulary + 1]));
        Assert.Equal(before, stream.State.Values.ToArray());
        Close(After([1, 2, 3, 4]), Read(stream, [4]));
    }

    [Fact]
    public void Steps_with_weights_in_bfloat16_are_the_whole_sequence_with_them()
    {
        float[] exact = After(Text(40, 3));
        Model.Quantize(WeightPrecision.BFloat16);
        float[] rounded = After(Text(40, 3));
        Assert.NotEqual(exact, rounded);
        Close(rounded, Read(Model.CreateStream(), Text(40, 3)));
    }

    [Fact]
    public void Streams_on_several_threads_do_not_meet()
    {
        float[][] expected = [.. Enumerable.Range(0, 6).Select(i => After(Text(80, i)))], actual = new float[6][];
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => actual[i] = Read(Model.CreateStream(), Text(80, i)));
        for (int i = 0; i < 6; i++)
            Close(expected[i], actual[i]);
    }

    [Fact]
    public void Parameters_written_between_steps_count_from_the_next_step_on_and_kept_keys_stay()
    {
        DeepSelfWriter.Stream stream = Model.CreateStream(), other = Model.CreateStream();
        Read(stream, [1, 2, 3]);
        ModelState state = stream.State;
        Model.Parameters.Update("head.bias", values => values[0] += 1);
        float[] step = Read(stream, [4]);
        other.State = state;
        Assert.Equal(Read(other, [4]), step);
        Close(After([1, 2, 3, 4]), step);
    }

    // The last output in double, written down anew.
    private static double LastOutput(OnlySelfAttention model, float[] x)
    {
        float[] w = model.Parameters.Read("self_attention.in_proj_weight").ToArray(),
            b = model.Parameters.Read("self_attention.in_proj_bias").ToArray();
        int steps = x.Length / 4;
        double Projected(int t, int row) => b[row] + Enumerable.Range(0, 4).Sum(i => (double)w[(row * 4) + i] * x[(t * 4) + i]);
        var context = new double[4];
        for (int head = 0; head < 2; head++)
        {
            double[] q = [Projected(steps - 1, head * 2), Projected(steps - 1, (head * 2) + 1)];
            double[] scores = [.. Enumerable.Range(0, steps)
                .Select(u => ((q[0] * Projected(u, 4 + (head * 2))) + (q[1] * Projected(u, 5 + (head * 2)))) / Math.Sqrt(2))];
            double sum = scores.Sum(Math.Exp);
            for (int i = 0; i < 2; i++)
                context[(head * 2) + i] = Enumerable.Range(0, steps).Sum(u => Math.Exp(scores[u]) / sum * Projected(u, 8 + (head * 2) + i));
        }

        float[] o = model.Parameters.Read("self_attention.out_proj.weight").ToArray(),
            ob = model.Parameters.Read("self_attention.out_proj.bias").ToArray();
        float[] r = model.Parameters.Read("head.weight").ToArray();
        return model.Parameters.Read("head.bias")[0]
            + Enumerable.Range(0, 4).Sum(i => r[i] * (ob[i] + Enumerable.Range(0, 4).Sum(j => o[(i * 4) + j] * context[j])));
    }
}
