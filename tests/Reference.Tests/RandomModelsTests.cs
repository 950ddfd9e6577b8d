using LstmGen.Reference.Random;

namespace LstmGen.Reference.Tests;

public class RandomModelsTests
{
    [Fact]
    public void The_same_seed_draws_the_same_case()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var (first, second) =
                (RandomModels.Draw(seed, RandomModelOptions.Everything), RandomModels.Draw(seed, RandomModelOptions.Everything));
            Assert.Equal(first.ToString(), second.ToString());
            Assert.Equal(first.Data.Values, second.Data.Values);
            foreach (var (name, value) in first.Parameters)
                Assert.Equal(value, second.Parameters[name]);
        }
    }

    [Fact]
    public void Every_case_runs_and_is_finite()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var drawn = RandomModels.Draw(seed, RandomModelOptions.Everything with { MaxSize = 9 });
            var result = drawn.Compute();
            Assert.True(double.IsFinite(result.Loss), $"The loss is {result.Loss} of\n{drawn}");
            Assert.All(result.Gradients.Values.SelectMany(g => g), g => Assert.True(double.IsFinite(g)));
        }
    }

    [Fact]
    public void Everything_that_is_allowed_is_drawn_some_time()
    {
        string all =
            string.Concat(
                Enumerable.Range(0, 1500)
                    .Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything with { MaxSize = 5 }).Model.Declaration));
        string[] words =
        [
            "Lstm(", "Gru(", "Rnn(", "Dense(", "Conv1d(", "[LayerNorm]", "[Dropout(", "Embedding(", "Features(", "Regression(",
            "Classification(", "MultiLabel(", "Tagging(", "Crf = true", "LanguageModel", "TieWeights = true", "Ctc(", "SequenceOutput",
            "Pooling.Mean", "Pooling.Max", "Pooling.Attention", "Pooling.EveryStep", "Merge.Sum", "Merge.Average", "Merge.Multiply",
            "Projection = ", "Peepholes = true", "LayerNorm = true", "CellClip = ", "CoupledGates = true", "Residual = true",
            "Zoneout = ", "ResetAfter = false", "Nonlinearity.Relu", "Padding.Same", "Padding.Causal", "Stride = ", "Frozen = true",
            "PaddingIndex = ", "Bias = false", "LossWeight = ", "Name = \"part", "RegressionLoss.Huber", "RegressionLoss.Quantile",
            "LabelSmoothing = ", "RecurrentDropout = ",
        ];
        Assert.All(words, word => Assert.Contains(word, all, StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_options_draw_nothing_but_plain_stacks()
    {
        string all = string.Concat(Enumerable.Range(0, 200).Select(seed => RandomModels.Draw(seed, RandomModelOptions.Plain)));
        Assert.All(
            ["Dense", "Conv", "Dropout", "LayerNorm", "Embedding", "Bidirectional", "Bias", "Peepholes", "Name", "lengths ["],
            word => Assert.DoesNotContain(word, all, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_smaller_case_is_valid()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            foreach (var smaller in RandomModels.Shrink(
                RandomModels.Draw(seed, RandomModelOptions.Everything with { MaxSize = 5, MaxTime = 5, MaxBatch = 3 })))
                Assert.True(double.IsFinite(smaller.Compute().Loss), smaller.ToString());
        }
    }

    [Fact]
    public void Minimizing_ends_at_the_smallest_declaration_that_has_the_fault()
    {
        static bool HasFault(RandomCase drawn) => drawn.Model.Layers.Any(layer => layer is LstmLayer { Peepholes: true, Hidden: >= 3 });
        var found = Enumerable.Range(0, 1000).Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything)).First(HasFault);

        var smallest = RandomModels.Minimize(found, HasFault);
        var layer = Assert.IsType<LstmLayer>(Assert.Single(smallest.Model.Layers));
        Assert.Equal("[Lstm(3, Peepholes = true)]", layer.Declaration);
        Assert.Equal((1, 1), (smallest.Data.Batch, smallest.Data.Time));
    }

    [Fact]
    public void Values_are_exact_in_float()
    {
        var drawn = RandomModels.Draw(8, RandomModelOptions.Everything);
        Assert.All(drawn.Parameters.Values.SelectMany(v => v).Concat(drawn.Data.Values ?? []), v => Assert.Equal((float)v, v));
    }
}
