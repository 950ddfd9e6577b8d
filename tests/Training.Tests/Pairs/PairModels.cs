using LstmGen.Data;

namespace LstmGen.Training.Tests;

/// <summary>Reads a source of tokens.</summary>
[RecurrentModel]
[Embedding(9, 4)]
[Lstm(6, Layers = 2)]
[SequenceOutput]
public partial class WordReader;

/// <summary>Goes on where <see cref="WordReader"/> ended.</summary>
[RecurrentModel]
[Embedding(9, 4)]
[Lstm(6, Layers = 2)]
[LanguageModel]
public partial class WordWriter;

/// <summary>Both in one: it reads source and answer, and counts the answer alone.</summary>
[RecurrentModel]
[Embedding(9, 4)]
[Lstm(6, Layers = 2)]
[LanguageModel(IgnoreIndex = 8)]
public partial class WholeText;

/// <summary>Reads real values; masks wherever there can be some.</summary>
[RecurrentModel]
[Features(2)]
[Gru(5, RecurrentDropout = 0.2f)]
[Dropout(0.3f)]
[Regression(1)]
public partial class CurveReader;

/// <summary>Reads values per sequence too.</summary>
[RecurrentModel]
[Features(2, Static = 3)]
[Gru(5)]
[Regression(1)]
public partial class PlacedReader;

/// <summary>Goes on where <see cref="CurveReader"/> ended.</summary>
[RecurrentModel]
[Features(1)]
[Gru(5, InputDropout = 0.1f)]
[Regression(1, Pooling = Pooling.EveryStep, Dropout = 0.2f)]
public partial class CurveWriter;

/// <summary>Questions and answers of the tests.</summary>
internal static class Talks
{
    /// <summary>Token that begins an answer.</summary>
    public const int Start = 6;

    /// <summary>Token that ends an answer.</summary>
    public const int End = 7;

    public static int[][] Questions { get; } = [[1, 2, 3], [4, 5, 0, 2, 1], [3, 3], [0, 4, 2, 5]];

    public static int[][] Answers { get; } = [[3, 2, 1], [1], [3, 3], [5, 2]];

    /// <summary>What the decoder reads and writes, with what the encoder reads.</summary>
    public static SequenceSet Set { get; } =
        SequenceSet.NextToken([.. Answers.Select(answer => (int[])[Start, .. answer, End])]).WithSource(SequenceSet.FromTokens(Questions));

    /// <summary>Curves of 3 to 7 values, and what comes after each.</summary>
    public static SequenceSet Curves(int count, long seed)
    {
        var random = new SeededRandom(seed);
        float[][] past = new float[count][], read = new float[count][], wanted = new float[count][];
        for (int i = 0; i < count; i++)
        {
            int steps = 3 + random.NextInt(5), ahead = 2 + random.NextInt(3);
            double phase = random.NextDouble() * Math.Tau;
            float At(int t) => (float)Math.Sin(phase + (0.7 * t));
            past[i] = [.. Enumerable.Range(0, steps).SelectMany(t => new[] { At(t), 1f })];
            read[i] = [.. Enumerable.Range(steps - 1, ahead).Select(At)];
            wanted[i] = [.. Enumerable.Range(steps, ahead).Select(At)];
        }

        return SequenceSet.FromFeatures(read, 1).WithStepValues([.. wanted.SelectMany(one => one)])
            .WithSource(SequenceSet.FromFeatures(past, 2));
    }
}
