using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Training ends with the same bits where threads share the rows and the sums of the weights' gradients.</summary>
public class SharedGradientTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(8, 2)]
    [InlineData(8, 3)]
    public void Small_models_whose_work_is_shared_all_the_same(int batch, int threads)
    {
        SequenceSet set = Sets.Classification(37, 2, 19);
        Weights.AssertSameBits(Train(1), Train(threads));

        float[] Train(int threads) => DeterminismTests.Together(threads, () =>
        {
            var model = new SharingModel(new DropoutClassifier(1));
            model.Fit(set, new FitOptions
            {
                Epochs = 4, BatchSize = batch, Optimizer = new AdamW(0.01f), ClipNorm = 1, Seed = 5, Average = new(0.9),
                Validation = Sets.Classification(9, seed: 8), EarlyStopping = new(3),
            });
            Assert.NotEmpty(model.Parts);
            Assert.All(model.Parts, parts => Assert.Equal(threads, parts.Gradient));
            Assert.Equal(Math.Min(batch, threads), model.Parts.Max(parts => parts.Rows));
            return Weights.Copy(model);
        });
    }

    [Fact]
    public void A_model_that_is_large_enough_by_itself()
    {
        const int Batch = 16, Steps = 12;
        SequenceSet set = Sets.Features(2 * Batch, 3, Steps, Steps).WithValues(Sets.Values(2 * Batch, 3), 1);
        Weights.AssertSameBits(Train(1), Train(2));

        float[] Train(int threads) => DeterminismTests.Together(threads, () =>
        {
            var model = new WideModel(1);
            model.Fit(set, new FitOptions { Epochs = 2, BatchSize = Batch, ClipNorm = 0.1f });

            // Of the size of the trained batches, whose workspace is not seen from here.
            ModelWorkspace workspace = model.CreateWorkspace(training: true);
            workspace.Begin(Batch, Steps);
            Assert.Equal((threads, threads), (workspace.RowParts, workspace.GradientParts));
            return Weights.Copy(model);
        });
    }
}
