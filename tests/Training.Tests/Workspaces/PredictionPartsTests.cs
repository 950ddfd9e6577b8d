using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// A batch of a prediction whose rows threads compute in workspaces of their own: the bits and the errors are those of one workspace.
/// </summary>
public partial class PredictionPartsTests
{
    private const int Steps = 7;

    private delegate void Predict(ReadOnlySpan<int> lengths, Span<float> outputs);

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(16, true)]
    public void Bits_are_those_of_one_thread(int batch, bool ragged)
    {
        Random random = new(batch);
        float[] x = Values(random, batch * Steps * 3), statics = Values(random, batch * 2), coded = Coded(random, batch);
        int[] tokens = [.. Enumerable.Range(0, batch * Steps).Select(_ => random.Next(11))];
        int[] lengths = ragged ? [.. Enumerable.Range(0, batch).Select(_ => random.Next(1, Steps + 1))] : [];
        Last last = new(1);
        Every every = new(1);
        Tokens words = new(1);
        Statics also = new(1);
        Codes codes = new(1);
        Check(batch * 2, (given, to) => last.Predict(x, batch, given, to));
        Check(batch * Steps * 5, (given, to) => every.Predict(x, batch, given, to));
        Check(batch * 4, (given, to) => words.Predict(tokens, batch, given, to));
        Check(batch * 2, (given, to) => also.Predict(x, batch, statics, given, to));
        Check(batch * 2, (given, to) => codes.Predict(coded, batch, given, to));

        void Check(int count, Predict predict)
        {
            float[] one = Run(1, count, predict);
            Assert.All(one, value => Assert.True(float.IsFinite(value)));
            foreach (int threads in (int[])[2, 3, 5])
                Assert.Equal(one, Run(threads, count, predict));
        }

        float[] Run(int threads, int count, Predict predict) => DeterminismTests.Together(threads, () =>
        {
            float[] outputs = new float[count];
            predict(lengths, outputs);
            float[] first = [.. outputs];
            outputs.AsSpan().Fill(float.NaN);
            predict(lengths, outputs);
            Assert.Equal(first, outputs);
            return outputs;
        });
    }

    [Fact]
    public void Rows_are_computed_in_parts_where_threads_share_them() => DeterminismTests.Together(3, () =>
    {
        Last model = new(1);
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        bool Parts(int rows, int outputs) => workspace.PredictParts(
            model, new() { Features = Values(new(1), rows * Steps * 3), Rows = rows, Steps = Steps }, new float[outputs]);
        Assert.True(Parts(5, 10));
        Assert.False(Parts(1, 2));
        Assert.False(Parts(5, 9));
        return 0;
    });

    [Fact]
    public void A_value_that_is_none_is_named_by_its_place_in_the_batch_and_nothing_is_written() => DeterminismTests.Together(2, () =>
    {
        int[] tokens = new int[6 * Steps];
        tokens[(5 * Steps) + 2] = 11;
        float[] outputs = [.. Enumerable.Repeat(7f, 6 * 4)];
        Tokens model = new(1);
        Assert.StartsWith(
            "tokens[5, 2] is 11;", Assert.Throws<ArgumentException>(() => model.Predict(tokens, 6, outputs)).Message,
            StringComparison.Ordinal);
        Assert.All(outputs, value => Assert.Equal(7f, value));

        float[] coded = Coded(new(1), 6);
        coded[(4 * Steps * 3) + 2] = 9;
        outputs = [.. Enumerable.Repeat(7f, 6 * 2)];
        Codes codes = new(1);
        Assert.StartsWith(
            "Sequence 4, step 0, column 2", Assert.Throws<ArgumentException>(() => codes.Predict(coded, 6, outputs)).Message,
            StringComparison.Ordinal);
        Assert.All(outputs, value => Assert.Equal(7f, value));

        float[] x = Values(new(1), 6 * Steps * 3);
        x[(5 * Steps * 3) + 4] = float.NaN;
        Last last = new(1);
        Assert.StartsWith(
            "features[5, 1, 1] (row, step, feature) is NaN", Assert.Throws<ArgumentException>(() => last.Predict(x, 6, outputs)).Message,
            StringComparison.Ordinal);
        Assert.All(outputs, value => Assert.Equal(7f, value));
        last.Predict(x, 6, [7, 7, 7, 7, 7, 1], outputs); // what lies past a row's end is not read
        return 0;
    });

    [Fact]
    public void What_does_not_fit_is_an_error_as_on_one_thread() => DeterminismTests.Together(2, () =>
    {
        Last model = new(1);
        Statics also = new(1);
        float[] x = Values(new(1), 4 * Steps * 3), outputs = new float[4 * 2];
        Assert.StartsWith(
            "lengths[3] is 8, but", Assert.Throws<ArgumentException>(() => model.Predict(x, 4, [1, 2, 3, 8], outputs)).Message,
            StringComparison.Ordinal);
        foreach (int wrong in (int[])[0, -1, int.MinValue, int.MaxValue])
        {
            int[] lengths = [wrong, wrong, 2, 3];
            Assert.StartsWith(
                $"lengths[0] is {wrong}", Assert.Throws<ArgumentException>(() => model.Predict(x, 4, lengths, outputs)).Message,
                StringComparison.Ordinal);
        }

        Assert.Contains("3 values", Assert.Throws<ArgumentException>(() => model.Predict(x, 4, [1, 2, 3], outputs)).Message);
        Assert.Contains("7 values", Assert.Throws<ArgumentException>(() => model.Predict(x, 4, new float[7])).Message);
        Assert.Contains("7 values", Assert.Throws<ArgumentException>(() => also.Predict(x, 4, new float[7], outputs)).Message);
        Assert.All(outputs, value => Assert.Equal(0f, value));
        return 0;
    });

    [Fact]
    public void Outputs_may_lie_where_the_input_lies()
    {
        float[] expected = Run(1, apart: true);
        Assert.Equal(expected, Run(1, apart: false));
        Assert.Equal(expected, Run(3, apart: false));

        static float[] Run(int threads, bool apart) => DeterminismTests.Together(threads, () =>
        {
            float[] x = Values(new(2), 6 * Steps * 3), outputs = apart ? new float[6 * Steps * 5] : new float[6 * Steps * 5];
            if (apart)
            {
                new Every(1).Predict(x, 6, outputs);
                return outputs;
            }

            x.CopyTo(outputs, 6 * Steps * 2);
            new Every(1).Predict(outputs.AsSpan(6 * Steps * 2), 6, outputs);
            return outputs;
        });
    }

    [Fact]
    public void A_batch_has_the_weights_of_one_moment()
    {
        DeterminismTests.Together(2, () =>
        {
            Last model = new(1);
            float[] x = [.. Enumerable.Repeat(Values(new(3), Steps * 3), 8).SelectMany(row => row)], outputs = new float[8 * 2];
            bool stop = false;
            Thread writer = new(() =>
            {
                float[] first = [.. model.Parameters.Read()], second = [.. first.Select(value => value * 1.5f)];
                for (int i = 0; !Volatile.Read(ref stop); i++)
                    model.Parameters.Update(values => (i % 2 == 0 ? second : first).CopyTo(values));
            });
            writer.Start();
            try
            {
                for (int i = 0; i < 300; i++)
                {
                    model.Predict(x, 8, outputs);
                    for (int row = 1; row < 8; row++)
                        Assert.Equal(outputs[..2], outputs[(row * 2)..((row * 2) + 2)]);
                }
            }
            finally
            {
                Volatile.Write(ref stop, true);
                writer.Join();
            }

            return 0;
        });
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static float[] Coded(Random random, int batch)
    {
        float[] values = Values(random, batch * Steps * 3);
        for (int i = 2; i < values.Length; i += 3)
            values[i] = random.Next(4);
        return values;
    }

    [RecurrentModel]
    [Features(3)]
    [Lstm(8)]
    [Regression(2)]
    private sealed partial class Last;

    [RecurrentModel]
    [Features(3)]
    [Gru(8, Bidirectional = true)]
    [Classification(5, Pooling = Pooling.EveryStep)]
    private sealed partial class Every;

    [RecurrentModel]
    [Embedding(11, 8)]
    [Lstm(8, Layers = 2)]
    [Classification(4, Pooling = Pooling.Attention)]
    private sealed partial class Tokens;

    [RecurrentModel]
    [Features(3, Static = 2)]
    [Rnn(8)]
    [Regression(2)]
    private sealed partial class Statics;

    [RecurrentModel]
    [Features(3)]
    [Embedding(4, 3, Column = 2)]
    [Lstm(8)]
    [Regression(2)]
    private sealed partial class Codes;
}
