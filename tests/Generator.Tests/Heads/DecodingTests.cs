using LstmGen.Reference.Heads;

namespace LstmGen.Generator.Tests.Heads;

/// <summary>Labels in place of numbers: tags, best paths, labels without alignment.</summary>
public class DecodingTests
{
    private const string Decode =
        "public static void Decode(M m, float[] x, int batch, int[] lengths, int[] tags) => m.Decode(x, batch, lengths, tags);";

    [Fact]
    public void Tags_are_those_of_the_greatest_outputs_and_minus_one_past_the_end()
    {
        using var made = HeadCase.Features(Decode, new TaggingHead(4));
        double[] outputs = made.Expected().Outputs["head"];
        Check(made, DecodeTags(made), (row, t) =>
        {
            double[] y = outputs.AsSpan(((row * made.Data.Time) + t) * 4, 4).ToArray();
            return Array.IndexOf(y, y.Max());
        });
    }

    [Fact]
    public void With_a_crf_the_tags_are_the_reference_s_best_path()
    {
        using var made = HeadCase.Features(Decode, new TaggingHead(4) { Crf = true });
        double[] outputs = made.Expected().Outputs["head"];
        int[][] paths = [.. Enumerable.Range(0, made.Data.Batch).Select(row => ConditionalRandomField.BestPath(
            [.. Enumerable.Range(0, made.Data.LengthOf(row)).Select(t => outputs.AsSpan(((row * made.Data.Time) + t) * 4, 4).ToArray())],
            made.Parameters["head.transitions"], made.Parameters["head.start_transitions"], made.Parameters["head.end_transitions"]))];
        Check(made, DecodeTags(made), (row, t) => paths[row][t]);
    }

    [Fact]
    public void Crf_prediction_gives_probabilities_of_tags_that_sum_to_one_at_valid_steps()
    {
        const string Predict =
            "public static void Predict(M m, float[] x, int batch, int[] lengths, float[] y) => m.Predict(x, batch, lengths, y);";
        using var made = HeadCase.Features(Predict, new TaggingHead(4) { Crf = true });
        var y = new float[made.Data.Batch * made.Data.Time * 4];
        made.Call("Predict", Numbers.ToSingle(made.Data.Values!), made.Data.Batch, made.Data.Lengths, y);
        for (int row = 0; row < made.Data.Batch; row++)
        {
            for (int t = 0; t < made.Data.Time; t++)
                Assert.Equal(
                    t < made.Data.LengthOf(row) ? 1 : 0, y.AsSpan(((row * made.Data.Time) + t) * 4, 4).ToArray().Sum(p => (double)p), 1e-5);
        }
    }

    [Fact]
    public void Ctc_decoding_merges_repeats_and_a_wide_beam_finds_the_likeliest_labelling()
    {
        const string Calls = """
            public static void Decode(M m, float[] x, int batch, int[] lengths, int[] labels, int[] counts) =>
                m.Decode(x, batch, lengths, labels, counts);
            public static void Beam(M m, float[] x, int batch, int[] lengths, int[] labels, int[] counts) =>
                m.DecodeBeam(x, batch, lengths, M.CreateBeamDecoder(4000), labels, counts);
            """;
        using var made = HeadCase.Features(Calls, new CtcHead(3) { Blank = 1 });
        var data = made.Data;
        double[] outputs = made.Expected().Outputs["head"];
        int[] labels = new int[data.Batch * data.Time], counts = new int[data.Batch], best = new int[labels.Length],
            bestCounts = new int[data.Batch];
        object[] input = [Numbers.ToSingle(data.Values!), data.Batch, data.Lengths!];
        made.Call("Decode", [.. input, labels, counts]);
        made.Call("Beam", [.. input, best, bestCounts]);
        for (int row = 0; row < data.Batch; row++)
        {
            double[][] steps = [.. Enumerable.Range(0, data.LengthOf(row))
                .Select(t => outputs.AsSpan(((row * data.Time) + t) * 3, 3).ToArray())];
            int[] symbols = [.. steps.Select(y => Array.IndexOf(y, y.Max()))];
            int[] merged = [.. symbols.Where((symbol, t) => symbol != 1 && (t == 0 || symbols[t - 1] != symbol))];
            Assert.Equal(merged, labels.AsSpan(row * data.Time, counts[row]).ToArray());
            Assert.All(labels.AsSpan(row * data.Time)[counts[row]..data.Time].ToArray(), label => Assert.Equal(-1, label));
            Assert.Equal(Likeliest(steps), best.AsSpan(row * data.Time, bestCounts[row]).ToArray());
        }
    }

    // All labellings of symbols 0 and 2, by the probabilities of their alignments enumerated.
    private static int[] Likeliest(double[][] steps)
    {
        var total = new Dictionary<string, double>();
        for (int code = 0; code < Math.Pow(3, steps.Length); code++)
        {
            int[] path = new int[steps.Length];
            double probability = 1;
            for (int t = 0, rest = code; t < path.Length; t++, rest /= 3)
            {
                path[t] = rest % 3;
                probability *= Math.Exp(steps[t][path[t]]) / steps[t].Sum(Math.Exp);
            }

            string labels = string.Concat(path.Where((symbol, t) => symbol != 1 && (t == 0 || path[t - 1] != symbol)));
            total[labels] = total.GetValueOrDefault(labels) + probability;
        }

        return [.. total.MaxBy(entry => entry.Value).Key.Select(c => c - '0')];
    }

    private static int[] DecodeTags(HeadCase made)
    {
        var tags = new int[made.Data.Batch * made.Data.Time];
        made.Call("Decode", Numbers.ToSingle(made.Data.Values!), made.Data.Batch, made.Data.Lengths, tags);
        return tags;
    }

    private static void Check(HeadCase made, int[] tags, Func<int, int, int> expected)
    {
        for (int row = 0; row < made.Data.Batch; row++)
        {
            for (int t = 0; t < made.Data.Time; t++)
                Assert.Equal(t < made.Data.LengthOf(row) ? expected(row, t) : -1, tags[(row * made.Data.Time) + t]);
        }
    }
}
