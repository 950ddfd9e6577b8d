using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Whole;

/// <summary>
/// Data that a task's network can learn, the same in every process: sequences [N, T, inputs] or [N, T] tokens, and targets of the case's
/// kind.
/// </summary>
internal sealed class WholeData
{
    public WholeData(WholeTask task)
    {
        BenchCase c = task.Case;
        Random random = new(11);
        int n = task.Sequences, t = c.Steps;
        switch (task.Id)
        {
            case "sine":
                (Features, Values) = Waves(n, t, static (at, _) => MathF.Sin(0.3f * at));
                break;
            case "arith":
                (Features, Values) = Progressions(random, n, t);
                break;
            case "stock":
                (Features, Values) = Prices(random, n, t, c.Input);
                break;
            case "stacked_64_32":
                (Features, Values) = LastMeans(random, n, t, c.Input);
                break;
            case "char_gru" or "textgen":
                (Tokens, Classes) = Chains(random, n, t, words: Math.Min(c.Vocabulary, 65));
                break;
            case "ner":
                Tokens = [.. Enumerable.Range(0, n * t).Select(_ => random.Next(400))];
                Classes = [.. Tokens.Select(token => token * 7 % c.Outputs)];
                break;
            default:
                (Tokens, Classes) = Reviews(random, n, t);
                Values = [.. Classes.Select(positive => (float)positive)];
                break;
        }
    }

    public float[] Features { get; } = [];

    public int[] Tokens { get; } = [];

    public int[] Classes { get; } = [];

    public float[] Values { get; } = [];

    /// <summary>Windows of a series, and the value after each.</summary>
    private static (float[] Features, float[] Values) Waves(int n, int t, Func<int, int, float> value) => (
        [.. from i in Enumerable.Range(0, n) from k in Enumerable.Range(0, t) select value(i + k, k)],
        [.. from i in Enumerable.Range(0, n) select value(i + t, t)]);

    /// <summary>Four numbers with equal differences, in [0, 1], and the fifth.</summary>
    private static (float[] Features, float[] Values) Progressions(Random random, int n, int t)
    {
        float[] features = new float[n * t], values = new float[n];
        for (int i = 0; i < n; i++)
        {
            float start = random.NextSingle() * 0.5f, step = random.NextSingle() * 0.1f;
            for (int k = 0; k < t; k++)
                features[i * t + k] = start + k * step;
            values[i] = start + t * step;
        }

        return (features, values);
    }

    /// <summary>Slow waves of five columns with noise, and the first column's next value.</summary>
    private static (float[] Features, float[] Values) Prices(Random random, int n, int t, int columns)
    {
        float[] noise = BatchData.Normal(random, (n + t) * columns), features = new float[n * t * columns], values = new float[n];
        float At(int day, int column) => MathF.Sin(day * 0.05f * (column + 1)) + 0.05f * noise[day * columns + column];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < t * columns; k++)
                features[i * t * columns + k] = At(i + k / columns, k % columns);
            values[i] = MathF.Sin((i + t) * 0.05f);
        }

        return (features, values);
    }

    /// <summary>Noise, and the mean of the first column over the last ten steps.</summary>
    private static (float[] Features, float[] Values) LastMeans(Random random, int n, int t, int columns)
    {
        const int Last = 10;
        float[] features = BatchData.Normal(random, n * t * columns), values = new float[n];
        for (int i = 0; i < n; i++)
        {
            for (int k = t - Last; k < t; k++)
                values[i] += features[(i * t + k) * columns] / Last;
        }

        return (features, values);
    }

    /// <summary>Chains in which four of five tokens follow from the one before, and the next token at every step.</summary>
    private static (int[] Tokens, int[] Next) Chains(Random random, int n, int t, int words)
    {
        int[] tokens = new int[n * t], next = new int[n * t];
        for (int i = 0; i < n; i++)
        {
            int word = random.Next(words);
            for (int k = 0; k < t; k++)
            {
                tokens[i * t + k] = word;
                word = random.Next(5) > 0 ? (word * 3 + 1) % words : random.Next(words);
                next[i * t + k] = word;
            }
        }

        return (tokens, next);
    }

    /// <summary>Texts of 200 common words of which six in ten belong to the text's class, the other four to either.</summary>
    private static (int[] Tokens, int[] Classes) Reviews(Random random, int n, int t)
    {
        int[] tokens = new int[n * t], classes = new int[n];
        for (int i = 0; i < n; i++)
        {
            classes[i] = random.Next(2);
            for (int k = 0; k < t; k++)
                tokens[i * t + k] = 2 * random.Next(100) + (random.Next(10) < 6 ? classes[i] : random.Next(2));
        }

        return (tokens, classes);
    }
}
