using LstmGen.Data;

namespace LstmGen.Samples.CellZoo;

/// <summary>Next characters of a text: Tiny Shakespeare, or sentences made here.</summary>
internal sealed class WritingTask
{
    /// <summary>Places in the models' vocabulary; a text has no more kinds of characters.</summary>
    public const int Characters = 100;

    private const int Steps = 64;

    private WritingTask(SequenceSet train, SequenceSet test) => (Train, Test) = (train, test);

    /// <summary>To learn from.</summary>
    public SequenceSet Train { get; }

    /// <summary>To be measured on: the last twentieth.</summary>
    public SequenceSet Test { get; }

    public static WritingTask Read(Sample sample)
    {
        string text = sample.RealData("charlm-tinyshakespeare", "input.txt") is { } folder
            ? File.ReadAllText(Path.Combine(folder, "input.txt"))
            : SyntheticText.Running(sample.Fast ? 1500 : 6000, sample.Seed);
        char[] kinds = [.. text.Distinct().Order()];
        if (kinds.Length > Characters)
            throw new ArgumentException($"The text has {kinds.Length} kinds of characters; the models have room for {Characters}.");
        int[] tokens = [.. text.Select(c => Array.BinarySearch(kinds, c))];
        int cut = tokens.Length - tokens.Length / 20, used = Math.Min(cut, sample.Fast ? 4000 : 300_000);
        return new WritingTask(Pieces(tokens.AsSpan(0, used)), Pieces(tokens.AsSpan(cut)));
    }

    private static SequenceSet Pieces(ReadOnlySpan<int> tokens)
    {
        int count = (tokens.Length - 1) / Steps;
        int[][] inputs = new int[count][], targets = new int[count][];
        for (int i = 0; i < count; i++)
            (inputs[i], targets[i]) = (tokens.Slice(i * Steps, Steps).ToArray(), tokens.Slice(i * Steps + 1, Steps).ToArray());
        return SequenceSet.FromTokens(inputs).WithStepClasses(targets);
    }
}
