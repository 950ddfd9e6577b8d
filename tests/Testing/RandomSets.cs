using LstmGen.Data;

namespace LstmGen.Testing;

/// <summary>Draws data for any model.</summary>
public static class RandomSets
{
    private const int LongestTail = 9;

    /// <summary>Sequences of various lengths with targets for every head.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">Sequences.</param>
    /// <param name="seed">Decides all.</param>
    public static SequenceSet Create(ModelDescription model, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var random = new SeededRandom(seed);
        int shortest = 1;
        while (model.Heads.Any(head => head.StepsOf(shortest) < 2))
            shortest++;
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++)
            lengths[i] = model.TimeSteps > 0 ? model.TimeSteps : shortest + random.NextInt(LongestTail);
        int steps = lengths.Sum();
        SequenceSet set = model.Vocabulary > 0
            ? SequenceSet.FromTokens(Ids(steps, model.Vocabulary, ref random), lengths)
            : SequenceSet.FromFeatures(Features(model, steps, 0, model.Features, ref random), model.Features, lengths);
        if (model.StaticFeatures > 0)
            set = set.WithStatic(Features(model, count, model.Features, model.StaticFeatures, ref random), model.StaticFeatures);
        foreach (HeadInfo head in model.Heads)
            set = WithTargets(set, head, lengths, ref random);
        return set;
    }

    private static SequenceSet WithTargets(SequenceSet set, HeadInfo head, int[] lengths, ref SeededRandom random)
    {
        int places = head.EveryStep ? lengths.Sum() : lengths.Length;
        switch (head.Targets)
        {
            case TargetKind.Values:
                float[] values = Reals(places * head.TargetWidth, ref random);
                if (head.Weighting == LossWeighting.Positives)
                    values = [.. values.Select(value => value > 0 ? 1f : 0f)];
                return head.EveryStep
                    ? set.WithStepValues(values, head.TargetWidth, head.Name)
                    : set.WithValues(values, head.TargetWidth, head.Name);
            case TargetKind.Classes:
                int[] classes = Ids(places, head.Outputs, ref random);
                for (int i = 0; i < places; i++)
                    classes[i] = random.NextInt(4) == 0 ? head.IgnoreIndex : classes[i];
                return head.EveryStep ? set.WithStepClasses(classes, head.Name) : set.WithClasses(classes, head.Name);
            default:
                int[][] labels = new int[lengths.Length][];
                for (int i = 0; i < labels.Length; i++)
                {
                    labels[i] = Ids(random.NextInt(head.StepsOf(lengths[i]) / 2 + 1), head.Outputs - 1, ref random);
                    for (int at = 0; at < labels[i].Length; at++)
                        labels[i][at] += labels[i][at] >= head.Blank ? 1 : 0;
                }

                return set.WithLabels(labels, head.Name);
        }
    }

    // Numbers, and in the columns of categories their indices.
    private static float[] Features(ModelDescription model, int rows, int firstColumn, int columns, ref SeededRandom random)
    {
        float[] values = Reals(rows * columns, ref random);
        foreach (ColumnInfo column in model.Columns.Where(column => column.Column >= firstColumn && column.Column < firstColumn + columns))
        {
            for (int row = 0; row < rows; row++)
                values[(row * columns) + column.Column - firstColumn] = random.NextInt(column.Vocabulary);
        }

        return values;
    }

    private static float[] Reals(int count, ref SeededRandom random)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)random.NextGaussian();
        return values;
    }

    private static int[] Ids(int count, int limit, ref SeededRandom random)
    {
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextInt(limit);
        return values;
    }

    /// <summary>Adds weights of sequences, and of the steps of heads that can have some; a third of them is 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The data.</param>
    /// <param name="seed">Decides the weights.</param>
    public static SequenceSet Weigh(ModelDescription model, SequenceSet set, long seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        var random = new SeededRandom(seed * 17 + 3);
        set = set.WithWeights(Weights(set.Count, ref random));
        foreach (HeadInfo head in model.Heads)
        {
            if (head.EveryStep && !head.CountsRows && head.Targets != TargetKind.Labels)
                set = set.WithStepWeights(Weights((int)set.TotalSteps, ref random), head.Name);
        }

        return set;
    }

    private static float[] Weights(int count, ref SeededRandom random)
    {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++)
            weights[i] = random.NextInt(3) switch { 0 => 0, 1 => 1, _ => 2 * random.NextInt(1000) / 1000f };
        return weights;
    }
}
