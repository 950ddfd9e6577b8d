using LstmGen.Data;
using LstmGen.Testing;

namespace LstmGen.Distributed.Tests;

/// <summary>Draws data and options for any model.</summary>
internal static class RandomRuns
{
    public static Run Create(IRecurrentModel model, long seed)
    {
        var random = new SeededRandom(seed * 31 + 7);
        ModelDescription description = model.Description;
        bool pieces = description.Causal && description.Caches.IsEmpty && description.TimeSteps == 0
            && description.Heads.All(
                head => head.EveryStep && head.Targets != TargetKind.Labels && head.StepDivisor == 1 && head.StepOffset == 0);
        bool segments = description.Causal && description.Caches.IsEmpty && description.TimeSteps == 0
            && description.Heads.All(head => head.Targets != TargetKind.Labels && !head.CountsRows);
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
            RecomputedSteps = segments && seed % 3 == 0 ? 2 : null,
            Optimizer = one(2) ? new Adam(0.005f) : new Sgd(0.01f, momentum: 0.9f),
            Validation = RandomSets.Create(description, 7, seed + 1),
        };
        return new Run(model, Weighted(description, RandomSets.Create(description, 19, seed), seed), options);
    }

    // Half of the sets have weights.
    private static SequenceSet Weighted(ModelDescription model, SequenceSet set, long seed) =>
        seed % 2 == 0 ? set : RandomSets.Weigh(model, set, seed);
}
