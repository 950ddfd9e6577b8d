namespace LstmGen.Samples.CellZoo;

/// <summary>The copy task (Hochreiter and Schmidhuber 1997): ten symbols, blanks, a sign to begin, and the symbols again.</summary>
internal static class CopyTask
{
    /// <summary>Symbols to remember; they are 0 to 7.</summary>
    public const int Kinds = 8;

    /// <summary>The symbols, the blank and the sign to begin.</summary>
    public const int Symbols = Kinds + 2;

    /// <summary>Symbols of a sequence.</summary>
    public const int Length = 10;

    private const int Blank = Kinds, Begin = Kinds + 1;

    /// <summary>Sequences with <paramref name="delay"/> blanks between reading and writing; before that the answer is the blank.</summary>
    public static SequenceSet Make(int count, int delay, int seed)
    {
        var random = new Random(seed);
        int steps = 2 * Length + delay;
        int[][] inputs = new int[count][], targets = new int[count][];
        for (int i = 0; i < count; i++)
        {
            int[] x = new int[steps], y = new int[steps];
            Array.Fill(x, Blank);
            Array.Fill(y, Blank);
            for (int k = 0; k < Length; k++)
                x[k] = y[Length + delay + k] = random.Next(Kinds);
            x[Length + delay - 1] = Begin;
            (inputs[i], targets[i]) = (x, y);
        }

        return SequenceSet.FromTokens(inputs).WithStepClasses(targets);
    }

    /// <summary>Share of remembered symbols that a model writes right.</summary>
    public static double Recall(IRecurrentModel model, SequenceSet set)
    {
        var workspace = model.CreateWorkspace(training: false);
        workspace.Load(set, [.. Enumerable.Range(0, set.Count)]);
        model.Forward(workspace);
        int steps = set.Length(0), right = 0;
        float[] outputs = new float[set.Count * steps * Symbols];
        workspace.Heads[0].CopyOutputs(outputs);
        for (int i = 0; i < set.Count; i++)
        {
            for (int t = steps - Length; t < steps; t++)
            {
                ReadOnlySpan<float> scores = outputs.AsSpan((i * steps + t) * Symbols, Symbols);
                int best = 0;
                for (int k = 1; k < Symbols; k++)
                    best = scores[k] > scores[best] ? k : best;
                right += best == set.Targets().Classes(i)[t] ? 1 : 0;
            }
        }

        return (double)right / (set.Count * Length);
    }
}
