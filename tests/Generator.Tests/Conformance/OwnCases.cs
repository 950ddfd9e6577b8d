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
        .. Bodies(), .. Heads(), .. Losses(), .. Alignments(),
    ];

    private static IEnumerable<GoldenEntry> Bodies()
    {
        int[] lengths = [5, 2, 7, 1];
        yield return Bare("lstm", new LstmLayer(6), 3, 4, 7, states: true, optimizers: true);
        yield return Bare("lstm_long_wide", new LstmLayer(40), 17, 3, 30);
        yield return Bare("lstm_hidden_1", new LstmLayer(1), 1, 2, 3, states: true);
        yield return Bare("lstm_one_step_one_row", new LstmLayer(5), 2, 1, 1, states: true);
        yield return Bare("lstm_no_bias", new LstmLayer(7) { Bias = false, Layers = 2 }, 3, 4, 7, lengths);
        yield return Bare(
            "lstm_three_layers_both_ways", new LstmLayer(5) { Layers = 3, Bidirectional = true, Dropout = 0.4f }, 2, 4, 7, lengths,
            states: true);
        yield return Bare(
            "lstm_projection", new LstmLayer(9) { Projection = 4, Layers = 2, Bidirectional = true }, 3, 4, 7, lengths, states: true,
            optimizers: true);
        yield return Bare("lstm_peepholes", new LstmLayer(6) { Peepholes = true }, 3, 4, 7, lengths, states: true);
        yield return Bare("gru", new GruLayer(6) { Layers = 2, Bidirectional = true }, 3, 4, 7, lengths, states: true, optimizers: true);
        yield return Bare("gru_no_bias", new GruLayer(5) { Bias = false }, 3, 4, 7, states: true);
        yield return Bare("gru_hidden_1", new GruLayer(1), 1, 2, 3, states: true);
        yield return Bare("rnn_tanh", new RnnLayer(6) { Layers = 2 }, 3, 4, 7, lengths, states: true, optimizers: true);
        yield return Bare("rnn_relu", new RnnLayer(6) { Nonlinearity = Nonlinearity.Relu, Bidirectional = true }, 3, 4, 7, states: true);
        yield return Saturated(Bare("lstm_saturated", new LstmLayer(4), 3, 4, 7, states: true));
        yield return Saturated(Bare("gru_saturated", new GruLayer(4), 3, 4, 7, states: true));
        yield return Saturated(Bare("gru_reset_before_saturated", new GruLayer(4) { ResetAfter = false }, 3, 4, 7, states: true));
        yield return Saturated(Bare("rnn_saturated", new RnnLayer(4), 3, 4, 7, states: true));
        yield return Tokens("lstm_embedding", new LstmLayer(6) { Bidirectional = true }, new SequenceOutputHead(), lengths);
        yield return Bare(
            "lstm_time_major", new LstmLayer(6) { Layers = 2, Bidirectional = true }, 3, 4, 7, lengths, states: true,
            optimizers: true) with { TimeMajor = true };
        yield return Bare("gru_time_major", new GruLayer(5), 3, 4, 7, states: true) with { TimeMajor = true };
        yield return Tokens("rnn_time_major", new RnnLayer(6), new ClassificationHead(3), lengths) with { TimeMajor = true };
    }

    private static IEnumerable<GoldenEntry> Heads()
    {
        int[] lengths = [5, 2, 7, 1];
        yield return Headed("regression_last", new LstmLayer(5), new RegressionHead(3), lengths, optimizers: true);
        yield return Headed("regression_last_both_ways", new LstmLayer(5) { Bidirectional = true }, new RegressionHead(3), lengths);
        yield return Headed("regression_every_step", new LstmLayer(5), new RegressionHead(2) { Pooling = Pooling.EveryStep }, null);
        yield return Headed("mean", new LstmLayer(5) { Bidirectional = true }, new RegressionHead(2) { Pooling = Pooling.Mean }, lengths);
        yield return Headed("max", new LstmLayer(5), new ClassificationHead(3) { Pooling = Pooling.Max }, lengths, optimizers: true);
        yield return Headed(
            "attention", new LstmLayer(5) { Bidirectional = true }, new ClassificationHead(3) { Pooling = Pooling.Attention }, lengths);
        yield return Headed(
            "multi_label", new LstmLayer(5), new MultiLabelHead(4), lengths, target => target with { PositiveWeights = [0.5, 2, 1, 3] });
        yield return Headed(
            "tagging", new LstmLayer(5), new TaggingHead(4) { IgnoreIndex = -1, LabelSmoothing = 0.125f }, lengths,
            IgnoringPadding(lengths, -1), optimizers: true);
        yield return Headed(
            "tagging_that_counts_no_step_of_a_row", new LstmLayer(5), new TaggingHead(4), lengths, IgnoringPadding([5, 0, 7, 1], -100));
        yield return Headed("crf", new LstmLayer(5) { Bidirectional = true }, new TaggingHead(4) { Crf = true }, lengths);
        yield return Tokens("tied_language_model", new LstmLayer(4), new LanguageModelHead { TieWeights = true }, lengths);
        yield return Tokens("classification_words", new LstmLayer(6), new ClassificationHead(4), lengths, optimizers: true);
    }

    private static IEnumerable<GoldenEntry> Losses()
    {
        int[] lengths = [5, 2, 7, 1];
        yield return Headed("l1", new LstmLayer(5), new RegressionHead(3) { LossKind = RegressionLoss.MeanAbsolute }, lengths);
        yield return Headed("huber", new LstmLayer(5), new RegressionHead(3) { LossKind = RegressionLoss.Huber, Delta = 0.5f }, lengths);
        yield return Headed(
            "quantile", new LstmLayer(5), new RegressionHead(3) { LossKind = RegressionLoss.Quantile, Quantile = 0.875f }, lengths);
        yield return Headed("label_smoothing", new LstmLayer(5), new ClassificationHead(4) { LabelSmoothing = 0.125f }, lengths);
        yield return Headed("class_weights", new LstmLayer(5), new ClassificationHead(4) { LabelSmoothing = 0.25f }, lengths, target =>
            target with { ClassWeights = [0.5, 2, 1, 0.25] });
        yield return Headed(
            "ignored_targets", new LstmLayer(5), new ClassificationHead(3), lengths,
            target => target with { Classes = [-100, 2, -100, 0] });
        yield return Headed(
            "sum_reduction", new LstmLayer(5), new RegressionHead(3), lengths, target => target with { SumReduction = true });
    }

    private static IEnumerable<GoldenEntry> Alignments()
    {
        // Labels [B, 3]: repeated ones need a blank between them, so row 1 has no path of its two steps.
        int[] lengths = [5, 2, 7, 3], labels = [1, 2, 1, 3, 3, 0, 2, 2, 2, 1, 0, 0], counts = [3, 2, 3, 0];
        ReferenceTarget Labels(ReferenceTarget target, int[] own, int[] many) => target with { Classes = own, LabelLengths = many };
        yield return Headed(
            "ctc", new LstmLayer(6), new CtcHead(4), lengths, target => Labels(target, labels, [3, 1, 3, 1]), optimizers: true);
        yield return Headed(
            "ctc_last_symbol_blank", new LstmLayer(6), new CtcHead(5) { Blank = 4 }, lengths,
            target => Labels(target, labels, [3, 1, 3, 1]));
        yield return Headed(
            "ctc_without_labels", new LstmLayer(6), new CtcHead(4), lengths, target => Labels(target, labels, [2, 1, 3, 0]));
        yield return Headed(
            "ctc_infeasible", new LstmLayer(6), new CtcHead(4) { ZeroInfinity = true }, lengths, target => Labels(target, labels, counts));
        yield return Headed(
            "ctc_tight", new LstmLayer(6), new CtcHead(4) { ZeroInfinity = true }, [5, 3, 5, 1],
            target => Labels(target, labels, [3, 2, 3, 1]));
    }

    private static Func<ReferenceTarget, ReferenceTarget> IgnoringPadding(int[] lengths, int ignore) => target => target with
    {
        Classes = [.. target.Classes!.Select((tag, i) => i % 7 < lengths[i / 7] ? tag : ignore)],
    };

    private static GoldenEntry Bare(
        string name, RecurrentLayer layer, int features, int batch, int time, int[]? lengths = null, bool states = false,
        bool optimizers = false)
    {
        var model = new ReferenceModel(name, new FeaturesInput(features), [layer], [new SequenceOutputHead()]);
        ReferenceData data = RandomData.Batch(model, 3, batch, time, lengths, initialStates: states, stateGradients: true);
        return new(name, model, RandomData.Parameters(model, 4), WithOutputGradient(data), optimizers);
    }

    private static GoldenEntry Headed(
        string name, RecurrentLayer layer, ReferenceHead head, int[]? lengths, Func<ReferenceTarget, ReferenceTarget>? change = null,
        bool optimizers = false)
    {
        var model = new ReferenceModel(name, new FeaturesInput(3), [layer], [head]);
        ReferenceData data = RandomData.Batch(model, 5, 4, 7, lengths);
        ReferenceTarget target = data.Targets["head"];
        return new(
            name, model, RandomData.Parameters(model, 6), data with { Targets = new() { ["head"] = change?.Invoke(target) ?? target } },
            optimizers);
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

    private static GoldenEntry Saturated(GoldenEntry entry, double factor = 32) => entry with
    {
        Parameters = entry.Parameters.ToDictionary(p => p.Key, p => p.Value.Select(v => v * factor).ToArray()),
    };
}
