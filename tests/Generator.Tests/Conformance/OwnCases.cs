using LstmGen.Reference.Golden;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Conformance;

/// <summary>Cases that the project makes itself, one for each kind of thing that golden cases hold.</summary>
internal static class OwnCases
{
    public static IEnumerable<GoldenEntry> All() =>
    [
        .. Bodies(), .. Heads(), .. Losses(),
    ];

    private static IEnumerable<GoldenEntry> Bodies()
    {
        int[] lengths = [5, 2, 7, 1];
        yield return Bare("lstm", new LstmLayer(6), 3, 4, 7, states: true, optimizers: true);
        yield return Bare("lstm_long_wide", new LstmLayer(40), 17, 3, 30);
        yield return Bare("lstm_hidden_1", new LstmLayer(1), 1, 2, 3, states: true);
        yield return Bare("lstm_one_step_one_row", new LstmLayer(5), 2, 1, 1, states: true);
        yield return Bare("lstm_no_bias", new LstmLayer(7) { Bias = false, Layers = 2 }, 3, 4, 7, lengths);
        yield return Bare("lstm_three_layers_both_ways", new LstmLayer(5) { Layers = 3, Bidirectional = true, Dropout = 0.4f }, 2, 4, 7, lengths, states: true);
        yield return Saturated(Bare("lstm_saturated", new LstmLayer(4), 3, 4, 7, states: true));
        yield return Tokens("lstm_embedding", new LstmLayer(6) { Bidirectional = true }, new SequenceOutputHead(), lengths);
    }

    private static IEnumerable<GoldenEntry> Heads()
    {
        int[] lengths = [5, 2, 7, 1];
        yield return Headed("regression_last", new LstmLayer(5), new RegressionHead(3), lengths, optimizers: true);
        yield return Headed("regression_last_both_ways", new LstmLayer(5) { Bidirectional = true }, new RegressionHead(3), lengths);
        yield return Headed("regression_every_step", new LstmLayer(5), new RegressionHead(2) { Pooling = Pooling.EveryStep }, null);
        yield return Tokens("classification_words", new LstmLayer(6), new ClassificationHead(4), lengths, optimizers: true);
    }

    private static IEnumerable<GoldenEntry> Losses()
    {
        int[] lengths = [5, 2, 7, 1];
        yield return Headed("l1", new LstmLayer(5), new RegressionHead(3) { LossKind = RegressionLoss.MeanAbsolute }, lengths);
        yield return Headed("huber", new LstmLayer(5), new RegressionHead(3) { LossKind = RegressionLoss.Huber, Delta = 0.5f }, lengths);
        yield return Headed("quantile", new LstmLayer(5), new RegressionHead(3) { LossKind = RegressionLoss.Quantile, Quantile = 0.875f }, lengths);
        yield return Headed("label_smoothing", new LstmLayer(5), new ClassificationHead(4) { LabelSmoothing = 0.125f }, lengths);
        yield return Headed("class_weights", new LstmLayer(5), new ClassificationHead(4) { LabelSmoothing = 0.25f }, lengths, target =>
            target with { ClassWeights = [0.5, 2, 1, 0.25] });
        yield return Headed("ignored_targets", new LstmLayer(5), new ClassificationHead(3), lengths, target => target with { Classes = [-100, 2, -100, 0] });
        yield return Headed("sum_reduction", new LstmLayer(5), new RegressionHead(3), lengths, target => target with { SumReduction = true });
    }

    private static GoldenEntry Bare(
        string name, RecurrentLayer layer, int features, int batch, int time, int[]? lengths = null, bool states = false, bool optimizers = false)
    {
        var model = new ReferenceModel(name, new FeaturesInput(features), [layer], [new SequenceOutputHead()]);
        ReferenceData data = RandomData.Batch(model, 3, batch, time, lengths, initialStates: states, stateGradients: true);
        return new(name, model, RandomData.Parameters(model, 4), WithOutputGradient(data), optimizers);
    }

    private static GoldenEntry Headed(string name, RecurrentLayer layer, ReferenceHead head, int[]? lengths, Func<ReferenceTarget, ReferenceTarget>? change = null, bool optimizers = false)
    {
        var model = new ReferenceModel(name, new FeaturesInput(3), [layer], [head]);
        ReferenceData data = RandomData.Batch(model, 5, 4, 7, lengths);
        ReferenceTarget target = data.Targets["head"];
        return new(name, model, RandomData.Parameters(model, 6), data with { Targets = new() { ["head"] = change?.Invoke(target) ?? target } }, optimizers);
    }

    private static GoldenEntry Tokens(string name, RecurrentLayer layer, ReferenceHead head, int[]? lengths, bool optimizers = false)
    {
        var model = new ReferenceModel(name, new EmbeddingInput(9, 4) { PaddingIndex = 2 }, [layer], [head]);
        ReferenceData data = RandomData.Batch(model, 7, 4, 7, lengths);
        return new(name, model, RandomData.Parameters(model, 8), head is SequenceOutputHead ? WithOutputGradient(data) : data, optimizers);
    }

    // The drawn targets serve as the weights of the sum.
    private static ReferenceData WithOutputGradient(ReferenceData data) =>
        data with { Targets = new() { ["head"] = new() { OutputGradient = data.Targets["head"].Values } } };

    private static GoldenEntry Saturated(GoldenEntry entry) => entry with
    {
        Parameters = entry.Parameters.ToDictionary(p => p.Key, p => p.Value.Select(v => v * 32).ToArray()),
    };
}
