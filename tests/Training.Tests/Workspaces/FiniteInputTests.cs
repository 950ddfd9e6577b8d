using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// NaN and infinity in an input: a model of gates gives ordinary numbers for infinity, and a stream would keep NaN in its state for ever.
/// </summary>
public partial class FiniteInputTests
{
    public static TheoryData<float> Values => [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory, MemberData(nameof(Values))]
    public void Predict_names_the_value_and_its_place(float value)
    {
        var model = new Reader(1);
        float[] one = Finite(7 * 2), batch = Finite(3 * 7 * 2), outputs = new float[3];
        one[(4 * 2) + 1] = value;
        batch[(((2 * 7) + 5) * 2) + 1] = value;
        Assert.StartsWith(
            FormattableString.Invariant($"features[0, 4, 1] (row, step, feature) is {value};"),
            Assert.Throws<ArgumentException>(() => model.Predict(one)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            FormattableString.Invariant($"features[2, 5, 1] (row, step, feature) is {value};"),
            Assert.Throws<ArgumentException>(() => model.Predict(batch, 3, outputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith( // rows are computed by falling length
            FormattableString.Invariant($"features[2, 5, 1] (row, step, feature) is {value};"),
            Assert.Throws<ArgumentException>(() => model.Predict(batch, 3, [2, 7, 6], outputs)).Message, StringComparison.Ordinal);
        Assert.Equal([0f, 0f, 0f], outputs);
        Assert.True(float.IsFinite(model.Predict(Finite(7 * 2))[0]));
    }

    [Theory, MemberData(nameof(Values))]
    public void What_stands_past_a_rows_end_is_not_read(float value)
    {
        var model = new Reader(1);
        float[] batch = Finite(3 * 7 * 2), expected = new float[3], outputs = new float[3];
        model.Predict(batch, 3, [2, 7, 5], expected);
        batch.AsSpan(2 * 2, 5 * 2).Fill(value);
        batch.AsSpan(((2 * 7) + 5) * 2, 2 * 2).Fill(value);
        model.Predict(batch, 3, [2, 7, 5], outputs);
        Assert.Equal(expected, outputs);
    }

    // Many enough to be shared among threads.
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void A_value_of_a_large_batch_is_found(int row)
    {
        float[] batch = Finite(64 * 200 * 2);
        batch[(row * 200 + 199) * 2] = float.NaN;
        Assert.StartsWith(
            FormattableString.Invariant($"features[{row}, 199, 0] (row, step, feature) is NaN"),
            Assert.Throws<ArgumentException>(() => new Reader(1).Predict(batch, 64, new float[64])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_step_that_is_refused_leaves_the_state(int batch)
    {
        var model = new Reader(1);
        Reader.Stream stream = model.CreateStream(batch), other = model.CreateStream(batch);
        float[] bad = Finite(batch * 2), outputs = new float[batch], expected = new float[batch];
        bad[^1] = float.NaN;
        for (int step = 0; step < 4; step++)
        {
            float[] input = Finite(batch * 2, step);
            Assert.StartsWith(
                FormattableString.Invariant($"features[{batch - 1}, 0, 1] (row, step, feature) is NaN"),
                Assert.Throws<ArgumentException>(() => stream.Step(bad, outputs)).Message, StringComparison.Ordinal);
            stream.Step(input, outputs);
            other.Step(input, expected);
            Assert.Equal(expected, outputs);
        }
    }

    [Theory, MemberData(nameof(Values))]
    public void Values_of_a_sequence_are_finite_too(float value) => Assert.StartsWith(
        FormattableString.Invariant($"values[0, 1] (row, value of the sequence) is {value};"),
        Assert.Throws<ArgumentException>(() => new Placed(1).Predict(Finite(7 * 2), [1f, value])).Message, StringComparison.Ordinal);

    private static float[] Finite(int count, int seed = 0) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i + seed))];

    [RecurrentModel]
    [Features(2)]
    [Lstm(4)]
    [Regression(1)]
    internal sealed partial class Reader;

    [RecurrentModel]
    [Features(2, Static = 2)]
    [Lstm(4)]
    [Regression(1)]
    internal sealed partial class Placed;
}
