using LstmGen.Data;

namespace LstmGen.Distributed.Tests;

/// <summary>Draws data and options for any model.</summary>
internal static class RandomRuns
{
    private const int LongestTail = 9;

    public static Run Create(IRecurrentModel model, long seed)
    {
        var random = new SeededRandom(seed * 31 + 7);
        ModelDescription description = model.Description;
        bool pieces = description.Causal && description.Caches.IsEmpty && description.TimeSteps == 0
            && description.Heads.All(head => head.EveryStep && head.Targets != TargetKind.Labels && head.StepDivisor == 1 && head.StepOffset == 0);
        bool one(int of) => random.NextInt(of) == 0;
        var options = new FitOptions
        {
            Epochs = 2,
            BatchSize = 3 + random.NextInt(14),
            Seed = seed,
            Shards = 2 + random.NextInt(8),
            AccumulateBatches = one(3) ? 2 : 1,
            ClipNorm = one(2) ? 0.5f : null,
            ClipValue = one(3) ? 0.05f : null,
            Average = one(3) ? new(0.8) : null,
            DropLast = one(3),
            BucketBatches = one(3) ? 2 : null,
            TruncatedSteps = pieces && one(2) ? 3 : null,
            Optimizer = one(2) ? new Adam(0.005f) : new Sgd(0.01f, momentum: 0.9f),
            Validation = Set(description, 7, seed + 1),
        };
        return new Run(model, Set(description, 19, seed), options);
    }

    private static SequenceSet Set(ModelDescription model, int count, long seed)
    {
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
            : SequenceSet.FromFeatures(Reals(steps * model.Features, ref random), model.Features, lengths);
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
                return head.EveryStep ? set.WithStepValues(values, head.TargetWidth, head.Name) : set.WithValues(values, head.TargetWidth, head.Name);
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
}
