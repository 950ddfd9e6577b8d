using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Golden;

/// <summary>Reads a declaration out of a case's JSON.</summary>
/// <remarks>
/// Beside the keys that cases from PyTorch have, it understands <c>merge</c>, <c>residual</c>, <c>zoneout</c>,
/// <c>peepholes</c>, <c>layer_norm</c>, <c>cell_clip</c>, <c>coupled_gates</c>, <c>reset_after</c>, <c>tie_weights</c>,
/// <c>head_bias</c> and the losses <c>quantile</c> and <c>crf</c>.
/// </remarks>
internal static class GoldenModel
{
    public static ReferenceModel Read(GoldenConfig config)
    {
        int width = config.Integer("input_size");
        var embedding = config.Child("embedding");
        ReferenceInput input = config.Has("embedding")
            ? new EmbeddingInput(embedding.Integer("num"), width)
            {
                PaddingIndex = embedding.Integer("padding_idx", -1), Frozen = embedding.Flag("frozen"),
            }
            : new FeaturesInput(width);
        return new(Identifier(config.Text("name")), input, [Layer(config)], [Head(config)]);
    }

    private static string Identifier(string name) =>
        string.Concat(name.Split('_', '-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static RecurrentLayer Layer(GoldenConfig config)
    {
        int hidden = config.Integer("hidden_size");
        RecurrentLayer layer = config.Text("cell") switch
        {
            "lstm" => new LstmLayer(hidden)
            {
                Projection = config.Integer("proj_size"), Peepholes = config.Flag("peepholes"),
                LayerNorm = config.Flag("layer_norm"), CellClip = (float)config.Number("cell_clip"),
                CoupledGates = config.Flag("coupled_gates"),
            },
            "gru" => new GruLayer(hidden) { ResetAfter = config.Flag("reset_after", true) },
            "rnn" => new RnnLayer(hidden)
            {
                Nonlinearity = config.Text("nonlinearity", "tanh") == "relu" ? Nonlinearity.Relu : Nonlinearity.Tanh,
            },
            var other => throw new InvalidDataException($"There is no cell {other}."),
        };
        return layer with
        {
            Layers = config.Integer("num_layers", 1), Bidirectional = config.Flag("bidirectional"),
            Bias = config.Flag("bias", true), Dropout = (float)config.Number("dropout"),
            Merge = Enum.Parse<Merge>(config.Text("merge", nameof(Merge.Concatenate))),
            Residual = config.Flag("residual"), Zoneout = (float)config.Number("zoneout"),
        };
    }

    private static ReferenceHead Head(GoldenConfig config)
    {
        string kind = config.Text("head", "none"), loss = config.Text("loss");
        int outputs = config.Integer("head_out");
        var options = config.Child("loss_args");
        int ignore = options.Integer("ignore_index", -100);
        float smoothing = (float)options.Number("label_smoothing");
        if (kind == "none")
            return new SequenceOutputHead();
        if (config.Flag("tie_weights"))
            return new LanguageModelHead { TieWeights = true, IgnoreIndex = ignore };
        ReferenceHead head = loss switch
        {
            "mse" => new RegressionHead(outputs),
            "l1" => new RegressionHead(outputs) { LossKind = RegressionLoss.MeanAbsolute },
            "huber" => new RegressionHead(outputs) { LossKind = RegressionLoss.Huber, Delta = (float)options.Number("delta", 1) },
            "quantile" =>
                new RegressionHead(outputs) { LossKind = RegressionLoss.Quantile, Quantile = (float)options.Number("quantile", 0.5) },
            "ce" when kind == "token" => new TaggingHead(outputs) { IgnoreIndex = ignore, LabelSmoothing = smoothing },
            "ce" => new ClassificationHead(outputs) { IgnoreIndex = ignore, LabelSmoothing = smoothing },
            "crf" => new TaggingHead(outputs) { Crf = true },
            "bce" => new MultiLabelHead(outputs),
            "ctc" => new CtcHead(outputs) { Blank = options.Integer("blank"), ZeroInfinity = options.Flag("zero_infinity") },
            _ => throw new InvalidDataException($"There is no loss {loss} of head {kind}."),
        };
        return head is PooledHead pooled
            ? pooled with { Pooling = PoolingOf(kind), ReadLastStep = kind == "last_output", Bias = config.Flag("head_bias", true) }
            : head;
    }

    private static Pooling PoolingOf(string kind) => kind switch
    {
        "last_hidden" or "last_output" => Pooling.Last,
        "mean" => Pooling.Mean,
        "max" => Pooling.Max,
        "attention" => Pooling.Attention,
        "token" => Pooling.EveryStep,
        _ => throw new InvalidDataException($"There is no head {kind}."),
    };
}
