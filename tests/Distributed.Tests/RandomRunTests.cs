using LstmGen.Reference.Random;
using LstmGen.Testing;

namespace LstmGen.Distributed.Tests;

/// <summary>Randomly drawn models, data and options: the bits do not depend on the ranks.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many models are drawn: one for ten of it, 4 at least.</remarks>
public class RandomRunTests
{
    private const int LeastCases = 4;

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish)
            ? Math.Max(LeastCases, wish / 10)
            : LeastCases;

    [Fact]
    public void Random_trainings_give_the_same_bits_on_any_number_of_ranks()
    {
        RandomCase[] cases = [.. Enumerable.Range(5000, Cases).Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything))];
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);
        foreach (RandomCase drawn in cases)
        {
            Run Create() => RandomRuns.Create(models.Create($"Drawn.{drawn.Model.Name}", seed: 3), drawn.Seed);
            string alone = Train(Create(), null);
            foreach (int ranks in new[] { 2, 3, 4 }.Where(ranks => ranks <= Create().Options.Shards))
            {
                string[] digests = ThreadRanks.RunAll(ranks, distribution => Train(Create(), distribution));
                Assert.True(
                    Array.TrueForAll(digests, digest => digest == alone),
                    $"seed {drawn.Seed}, {ranks} ranks: {string.Join(' ', digests)}, alone {alone}\n{Create().Options}\n{drawn}");
            }
        }
    }

    private static string Train(Run run, Distribution? ranks)
    {
        try
        {
            return Digest.Of(run.Model, run.Fit(run.Options with { Distribution = ranks }));
        }
        catch (TrainingDivergedException e)
        {
            return e.Message;
        }
    }
}
