using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Every kind of head learns a few examples by heart, and its metrics say so.</summary>
public class HeadKindTests
{
    [Fact]
    public void A_crf_tags_by_its_best_path()
    {
        string[] labels = ["O", "B-A", "I-A", "B-B", "I-B"];
        SequenceSet set = Sets.Tokens(6, 12, 2, 6);
        set = set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 5, 9));
        var model = new CrfTagger(1);
        History history = model.Fit(set, Options(200) with { Validation = set, Metrics = [new EntityF1(labels), new Accuracy(5)] });
        Assert.Equal(1, history.Epochs[^1].Metrics["entity_f1"]);
        Assert.Equal(1, history.Epochs[^1].Metrics["accuracy"]);
    }

    [Fact]
    public void Several_labels_are_measured_as_probabilities()
    {
        SequenceSet set = Sets.Features(8, 3, 2, 6);
        float[] targets = [.. Sets.Classes(32, 2, 4).Select(value => (float)value)];
        var model = new LabelModel(1);
        set = set.WithValues(targets, 4);
        History history = model.Fit(set, Options(200) with { Validation = set, Metrics = [new BinaryAccuracy(), new RocAuc()] });
        Assert.Equal(1, history.Epochs[^1].Metrics["binary_accuracy"]);
        Assert.Equal(1, history.Epochs[^1].Metrics["roc_auc"]);
        Assert.All(model.Predict(set), row => Assert.All(row, p => Assert.InRange(p, 0, 1)));
    }

    [Fact]
    public void A_language_model_learns_streams_in_pieces_from_carried_states()
    {
        int[] stream = [.. Enumerable.Range(0, 241).Select(i => i % 12 == 11 ? 3 : i % 5)];
        SequenceSet set = SequenceSet.ParallelStreams(stream, 4);
        History history = new TokenModel(1).Fit(set, new FitOptions
        {
            Epochs = 60, BatchSize = 4, Shuffle = false, TruncatedSteps = 20, Optimizer = new Adam(0.02f), ClipNorm = 1,
            Validation = set, Metrics = [new Perplexity(12), new BitsPerCharacter(12)],
        });
        Assert.True(history.Epochs[^1].Metrics["perplexity"] < 1.3);
        Assert.Equal(Math.Exp(history.Epochs[^1].ValidationLoss!.Value), history.Epochs[^1].Metrics["perplexity"], 1e-4);
    }

    [Fact]
    public void Labels_without_alignment_are_learnt()
    {
        SequenceSet set = Sets.Features(5, 3, 6, 9).WithLabels([[1, 2], [3], [2, 2], [], [3, 1, 2]]);
        History history = new CtcModel(1).Fit(set, Options(300) with { Validation = set, Metrics = [new LabelErrorRate()] });
        Assert.True(history.Epochs[^1].TrainLoss < 0.1, $"{history.Epochs[^1].TrainLoss}");
        Assert.True(history.Epochs[0].Metrics["label_error_rate"] > 0.5);
        Assert.Equal(0, history.Epochs[^1].Metrics["label_error_rate"]);
    }

    [Fact]
    public void A_convolution_that_strides_has_a_target_for_each_step_that_it_leaves()
    {
        SequenceSet set = SequenceSet.FromTokens([[1, 2, 3, 4, 5, 6], [1, 7], [8, 2, 3, 9]]);
        set = set.WithStepClasses([[0, 1, 2], [1], [2, 0]], stepsPerTarget: 2);
        History history = new PairTagger(1).Fit(set, Options(200) with { Validation = set, Metrics = [new Accuracy(3)] });
        Assert.Equal(1, history.Epochs[^1].Metrics["accuracy"]);
    }

    [Fact]
    public void Weights_of_classes_count_in_training_and_validation()
    {
        SequenceSet set = Sets.Classification(9);
        FitOptions options = new() { Epochs = 1, BatchSize = 9, Optimizer = new Sgd(0f), Validation = set };
        double plain = new FrozenEmbedding(1).Fit(set, options).Epochs[0].ValidationLoss!.Value;
        History history =
            new FrozenEmbedding(1).Fit(set, options with { ClassWeights = new Dictionary<string, float[]> { ["head"] = [4, 1, 1] } });
        Assert.NotEqual(plain, history.Epochs[0].ValidationLoss!.Value);
        Assert.Equal(history.Epochs[0].TrainLoss, history.Epochs[0].ValidationLoss!.Value, 1e-6);
    }

    private static FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 3, Optimizer = new Adam(0.03f), Seed = 2 };
}
