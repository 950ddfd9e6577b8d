using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Randomly drawn models trained in segments that are computed once more, against the same in whole sequences.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many models are drawn.</remarks>
public class SegmentTests
{
    private const int DefaultCases = 24;

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish)
            ? Math.Max(DefaultCases, wish)
            : DefaultCases;

    [Fact]
    public void Gradients_are_those_of_whole_sequences_or_the_model_is_refused()
    {
        RandomCase[] cases = [.. Draw(whole: false, Cases * 2 / 3), .. Draw(whole: true, Cases / 3)];
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);
        int compared = 0, refused = 0;
        foreach (RandomCase drawn in cases)
        {
            IRecurrentModel Create() => models.Create($"Drawn.{drawn.Model.Name}", seed: 3);
            ModelDescription description = Create().Description;
            if (description.SourceWidth > 0 || description.SourceName is not null)
                continue;
            SequenceSet set = RandomSets.Create(description, 5, drawn.Seed);
            if (Gradient(Create(), set, null) is not { } expected)
                continue;
            try
            {
                foreach (int steps in new[] { 1, 2, 3 })
                {
                    string? difference = Closeness.Difference("gradient", expected, Gradient(Create(), set, steps) ?? [], 1e-4);
                    Assert.True(difference is null, $"seed {drawn.Seed}, segments of {steps}: {difference}\n{drawn}");
                }

                Assert.True(description.Causal && description.Caches.IsEmpty, $"seed {drawn.Seed} was not refused\n{drawn}");
                compared++;
            }
            catch (ArgumentException e) when (e.Message.Contains(nameof(FitOptions.RecomputedSteps), StringComparison.Ordinal))
            {
                bool whole = !description.Causal || !description.Caches.IsEmpty || description.TimeSteps > 0
                    || description.Heads.Any(head => head.Targets == TargetKind.Labels || head.CountsRows);
                Assert.True(whole, $"seed {drawn.Seed} was refused: {e.Message}\n{drawn}");
                refused++;
            }
        }

        Assert.True(compared > cases.Length / 4 && refused > 0, $"{compared} of {cases.Length} were compared, {refused} refused");
    }

    // Most that are drawn need whole sequences, and are refused: a third of them suffices.
    private static IEnumerable<RandomCase> Draw(bool whole, int count) => Enumerable.Range(12000, int.MaxValue - 12000)
        .Select(seed => RandomModels.Draw(seed, Vocabulary.Options)).Where(drawn => NeedsWhole(drawn.Model) == whole).Take(count);

    private static bool NeedsWhole(ReferenceModel model) => model.TimeSteps > 0
        || model.Layers.Any(layer => layer is RecurrentLayer { Bidirectional: true } or SelfAttentionLayer)
        || model.Heads.Any(head => head is CtcHead or TaggingHead { Crf: true });

    // What one update of rate 1 takes away from the weights, dropout and all; null where it is not finite.
    private static double[]? Gradient(IRecurrentModel model, SequenceSet set, int? steps)
    {
        double[] before = Numbers.ToDouble(model.Parameters.Read());
        try
        {
            model.Fit(set, new FitOptions
            {
                Epochs = 1, BatchSize = set.Count, Shuffle = false, Optimizer = new Sgd(1), RecomputedSteps = steps
            });
        }
        catch (TrainingDivergedException)
        {
            return null;
        }

        return [.. before.Zip(Numbers.ToDouble(model.Parameters.Read()), (a, b) => a - b)];
    }
}
