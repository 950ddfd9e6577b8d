using LstmGen.Reference.Random;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Randomly drawn models whose batches are computed in groups of rows, against one shard of all rows.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many models are drawn.</remarks>
public class RowGroupTests
{
    private const int DefaultCases = 24, Rows = 150;

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish)
            ? Math.Max(DefaultCases, wish)
            : DefaultCases;

    [Fact]
    public void Gradients_are_those_of_all_rows_and_have_the_same_bits_on_any_number_of_threads()
    {
        int compared = 0;
        Each((drawn, create) =>
        {
            IRecurrentModel model = create();
            SequenceSet set = RandomSets.Create(model.Description, Rows, drawn.Seed);
            if (drawn.Seed % 2 == 0)
                set = RandomSets.Weigh(model.Description, set, drawn.Seed);
            var options = new FitOptions
            {
                Epochs = 1, BatchSize = drawn.Seed % 3 == 0 ? Rows / 2 : Rows, AccumulateBatches = drawn.Seed % 3 == 0 ? 2 : 1,
                Optimizer = new Sgd(1), Seed = drawn.Seed,
            };
            if (Train(create(), set, options with { Shards = 1 }, 1) is not { } expected)
                return;
            var one = Train(create(), set, options, 1);
            string? difference = Closeness.Difference("gradient", expected.Gradient, one?.Gradient ?? [], 1e-4);
            Assert.True(difference is null, $"seed {drawn.Seed}: {difference}\n{drawn}");
            Assert.True(Math.Abs(expected.Loss - one!.Value.Loss) <= 1e-9 * Math.Max(1, Math.Abs(expected.Loss)), $"seed {drawn.Seed}");
            foreach (int threads in (int[])[2, 3, 7])
            {
                var several = Train(create(), set, options, threads);
                Assert.True(
                    one.Value.Gradient.AsSpan().SequenceEqual(several?.Gradient) && one.Value.Loss.Equals(several?.Loss),
                    $"seed {drawn.Seed}, {threads} threads\n{drawn}");
            }

            compared += IsCut(model, set, options) ? 1 : 0;
        });
        Assert.True(compared > Cases / 2, $"{compared} of {Cases} were cut");
    }

    [Fact]
    public void Gradients_of_some_rows_have_the_bits_of_a_batch_of_these_rows()
    {
        int compared = 0;
        Each((drawn, create) =>
        {
            IRecurrentModel model = create();
            if (!model.CreateWorkspace(training: true).HasParts)
                return;
            SequenceSet set = RandomSets.Create(model.Description, 11, drawn.Seed);
            ModelWorkspace main = model.CreateWorkspace(training: true), all = model.CreateWorkspace(training: true);
            main.UpdateWeights();
            int[] rows = [.. Enumerable.Range(0, set.Count).OrderByDescending(set.Length)];
            Compute(model, main, all, set, rows, rows);
            foreach ((int begin, int end) in ((int, int)[])[(0, 1), (2, 7), (7, 11), (0, 11)])
            {
                ModelWorkspace some = model.CreateWorkspace(training: true);
                Compute(model, main, some, set, rows[begin..end], rows);
                Assert.True(
                    Gradients(model, some, 0, end - begin).AsSpan().SequenceEqual(Gradients(model, all, begin, end)),
                    $"seed {drawn.Seed}, rows {begin} to {end}\n{drawn}");
                Assert.Equal(some.Heads[0].LossesOf(0, end - begin), all.Heads[0].LossesOf(begin, end));
            }

            compared++;
        });
        Assert.True(compared > Cases / 2, $"{compared} of {Cases} were compared");
    }

    private static void Each(Action<RandomCase, Func<IRecurrentModel>> check)
    {
        RandomCase[] cases =
        [
            .. Enumerable.Range(31000, Cases).Select(seed => RandomModels.Draw(seed, Vocabulary.Options)),
            .. Enumerable.Range(32000, Cases / 3).Select(AttentionDraw.Self),
        ];
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);
        foreach (RandomCase drawn in cases)
        {
            IRecurrentModel Create() => models.Create($"Drawn.{drawn.Model.Name}", seed: 3);
            ModelDescription description = Create().Description;
            if (description.SourceWidth == 0 && description.SourceName is null)
                check(drawn, Create);
        }
    }

    private static bool IsCut(IRecurrentModel model, SequenceSet set, FitOptions options)
    {
        RowGroups groups = new(model.Parameters.Count);
        groups.Take(set, [.. Enumerable.Range(0, options.BatchSize)]);
        return GroupedPass.Fits(model, model.CreateWorkspace(training: true), options) && groups.Count > 1;
    }

    // What one update of rate 1 takes away from the weights, dropout and all, and the loss; null where one is not finite.
    private static (double[] Gradient, double Loss)? Train(IRecurrentModel model, SequenceSet set, FitOptions options, int threads)
    {
        using WithThreads _ = new(threads);
        double[] before = Numbers.ToDouble(model.Parameters.Read());
        try
        {
            History history = model.Fit(set, options);
            double[] after = Numbers.ToDouble(model.Parameters.Read());
            return ([.. before.Zip(after, (x, y) => x - y)], history.Epochs[0].TrainLoss);
        }
        catch (TrainingDivergedException)
        {
            return null;
        }
    }

    // Up to the gradients of parameters; masks and what losses divide by are those of all rows.
    private static void Compute(
        IRecurrentModel model, ModelWorkspace main, ModelWorkspace workspace, SequenceSet set, int[] rows, int[] whole)
    {
        workspace.StayAlone();
        workspace.Part = new(0, 0, 0)
        {
            Rows = [.. rows.Select(row => Array.IndexOf(whole, row))], WholeSteps = whole.Max(set.Length),
        };
        workspace.LoadBatch(set, rows, 0, int.MaxValue, targets: true);
        foreach (HeadWorkspace head in workspace.Heads)
            head.SharedNormalizer = 3;
        workspace.ForwardAlone(main);
        model.Loss(workspace);
        workspace.BackwardAlone();
    }

    private static float[] Gradients(IRecurrentModel model, ModelWorkspace workspace, int begin, int end)
    {
        AlignedBuffer gradients = new(model.Parameters.Count);
        workspace.AddGradientsAlone(gradients, begin, end);
        return gradients.Span.ToArray();
    }
}
