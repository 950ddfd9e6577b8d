using LstmGen.CompilerServices;
using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Sums over the steps before each row's end: what is left out holds zeros, so that no bit changes.</summary>
[Collection(SimdLevels.Name)]
public sealed class ValidPairsTests
{
    private const int Units = 21;

    private static readonly int[][] Lengths = [[5, 5, 5], [9, 4, 4, 1], [70, 3], [40, 33, 33, 20, 19, 2, 1, 1], [1], [100, 99, 1]];

    [Fact]
    public void Stretches_hold_the_steps_of_all_rows_in_order()
    {
        foreach (int[] lengths in Lengths)
            foreach (int most in (int[])[1, 2, 7, 64])
            {
                TimeLayout time = Layout(lengths);
                List<int> expected = [], found = [];
                for (int t = 0; t < time.Steps; t++)
                    expected.AddRange(Enumerable.Range(t * time.Batch, time.Active[t]));
                ValidPairs.Cursor cursor = default;
                ValidPairs.Stretch[] stretches = new ValidPairs.Stretch[most];
                while (new ValidPairs(time).Next(ref cursor, most, stretches) is > 0 and int count)
                {
                    int before = found.Count;
                    for (int i = 0; i < count; i++)
                    {
                        if (i > 0)
                            Assert.True(stretches[i].First > stretches[i - 1].End);
                        found.AddRange(Enumerable.Range(stretches[i].First, stretches[i].Length));
                    }

                    Assert.InRange(found.Count - before, 1, most);
                }

                Assert.Equal(expected, found);
            }
    }

    [Fact]
    public void Stretches_of_some_rows_hold_their_steps_in_order()
    {
        foreach (int[] lengths in (int[][])[.. Lengths, [6, 6, 6, 6]])
            foreach (int most in (int[])[1, 2, 7, 64])
                for (int begin = 0; begin < lengths.Length; begin++)
                    for (int end = begin + 1; end <= lengths.Length; end++)
                    {
                        TimeLayout time = Layout(lengths);
                        time.SumRows(begin, end);
                        int[] valid = [.. Places(time, t => Math.Min(time.Active[t], end))], padded = [.. Places(time, _ => end)];
                        Assert.Equal(valid, Found(new ValidPairs(time), most));
                        Assert.Equal(padded, Found(ValidPairs.PaddedOf(time), most));
                        Assert.Equal(Enumerable.Range(begin, end - begin), Found(ValidPairs.OfRows(time), most));
                        Assert.Equal(time.Steps * time.Batch, new ValidPairs(time).Count);
                    }
    }

    private static IEnumerable<int> Places(TimeLayout time, Func<int, int> end) => Enumerable.Range(0, time.Steps).SelectMany(
        t => Enumerable.Range(time.SumBegin, Math.Max(0, end(t) - time.SumBegin)).Select(row => t * time.Batch + row));

    private static List<int> Found(ValidPairs pairs, int most)
    {
        List<int> found = [];
        ValidPairs.Cursor cursor = default;
        ValidPairs.Stretch[] stretches = new ValidPairs.Stretch[most];
        while (pairs.Next(ref cursor, most, stretches) is > 0 and int count)
            foreach (ValidPairs.Stretch stretch in stretches[..count])
                found.AddRange(Enumerable.Range(stretch.First, stretch.Length));
        return found;
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Weight_gradients_have_the_bits_of_a_sum_over_all_steps(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (int[] lengths in Lengths)
            foreach (int inputs in (int[])[1, 2, 40])
            {
                Case ragged = new(Layout(lengths), inputs);
                SameBits.In(ragged.Gradients(valid: false), ragged.Gradients(valid: true));
                SameBits.In(ragged.Overlapping(valid: false), ragged.Overlapping(valid: true));
            }
    }

    [Fact]
    public void What_lies_past_a_rows_end_is_not_read()
    {
        Case ragged = new(Layout([40, 33, 2]), 40);
        float[][] expected = ragged.Gradients(valid: true);
        ragged.PutBeyondEnds(float.NaN);
        SameBits.In(expected, ragged.Gradients(valid: true));
        Assert.Contains(ragged.Gradients(valid: false), values => values.Any(float.IsNaN));
    }

    private static TimeLayout Layout(int[] lengths)
    {
        TimeLayout time = new();
        time.Set(lengths[0], lengths);
        return time;
    }

    private sealed class Case
    {
        private readonly GateLayout _layout = new(Units, 4, 0, 4);
        private readonly TimeLayout _time;
        private readonly int _inputs;
        private readonly float[] _gates, _x, _h;

        public Case(TimeLayout time, int inputs)
        {
            Random random = new(3);
            (_time, _inputs) = (time, inputs);
            int pairs = time.Steps * time.Batch;
            _gates = GemmCase.Values(random, pairs * _layout.RowLength);
            _x = GemmCase.Values(random, pairs * XStride);
            _h = GemmCase.Values(random, pairs * Panel.Pad(Units));
            PutBeyondEnds(0);
        }

        private int XStride => Panel.Pad(_inputs);

        public void PutBeyondEnds(float value)
        {
            for (int t = 0; t < _time.Steps; t++)
            {
                int row = t * _time.Batch + _time.Active[t], length = _time.Batch - _time.Active[t];
                _gates.AsSpan(row * _layout.RowLength, length * _layout.RowLength).Fill(value);
            }
        }

        public float[][] Gradients(bool valid)
        {
            float[][] g = Empty(4);
            WeightGradient.Accumulate(
                X(g[0]), H(g[1]), g[2], g[3], _layout, [0, 1, 2, 3], _gates, _layout.RowLength, Pairs(valid), new GradientShare(0, 1, 1));
            float[] few = new float[4 * Units * _inputs];
            WeightGradient.Accumulate(
                few, _layout, [0, 1, 2, 3], _gates, _layout.RowLength, _x, XStride, new(1, _inputs), Pairs(valid), 0, _layout.Panels);
            return [.. g, few];
        }

        public float[][] Overlapping(bool valid)
        {
            float[][] g = Empty(3);
            WeightGradient.AccumulateOverlapping(
                X(g[0]), H(g[1]), g[2], g[3], _layout with { Count = 3 }, [1, 2, 3], [0, 1, 2], _gates, _layout.RowLength, Pairs(valid),
                new GradientShare(0, 1, 1));
            return g;
        }

        private ValidPairs Pairs(bool valid) => valid ? new ValidPairs(_time) : _time.Steps * _time.Batch;

        private GradientInput X(float[] gradient) => new(gradient, _x, XStride, new(1, _inputs));

        private GradientInput H(float[] gradient) => new(gradient, _h, Panel.Pad(Units), new(1, Units));

        private float[][] Empty(int gates) =>
            [new float[gates * Units * _inputs], new float[gates * Units * Units], new float[gates * Units], new float[gates * Units]];
    }
}
