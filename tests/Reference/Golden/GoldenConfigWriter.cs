using System.Text.Json.Nodes;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Golden;

/// <summary>Writes a case's declaration as JSON: the inverse of <see cref="GoldenModel"/>.</summary>
/// <remarks>Keys that cases from PyTorch do not have are written only where they differ from their default.</remarks>
internal static class GoldenConfigWriter
{
    public static JsonObject Write(GoldenEntry entry)
    {
        var (layer, data) = (entry.Layer, entry.Data);
        var lstm = layer as LstmLayer;
        var config = new JsonObject
        {
            ["cell"] = layer.Kind,
            ["nonlinearity"] = layer is RnnLayer rnn ? (rnn.Nonlinearity == Nonlinearity.Relu ? "relu" : "tanh") : null,
            ["input_size"] = entry.Model.Input.Width,
            ["hidden_size"] = layer.Hidden,
            ["num_layers"] = layer.Layers,
            ["bidirectional"] = layer.Bidirectional,
            ["bias"] = layer.Bias,
            ["proj_size"] = lstm?.Projection ?? 0,
            ["batch_first"] = !entry.TimeMajor,
            ["dropout"] = (double)layer.Dropout,
            ["mode"] = "eval",
            ["T"] = data.Time,
            ["B"] = data.Batch,
            ["has_state"] = data.InitialHidden.Count > 0,
            ["lengths"] = data.Lengths is null ? null : new JsonArray([.. data.Lengths.Select(n => (JsonNode)n)]),
            ["embedding"] = Embedding(entry.Model.Input),
        };
        WriteHead(entry, config);
        AddIf(config, "merge", layer.Merge.ToString(), layer.Merge != Merge.Concatenate);
        AddIf(config, "residual", true, layer.Residual);
        AddIf(config, "zoneout", (double)layer.Zoneout, layer.Zoneout > 0);
        AddIf(config, "peepholes", true, lstm?.Peepholes == true);
        AddIf(config, "layer_norm", true, lstm?.LayerNorm == true);
        AddIf(config, "cell_clip", (double)(lstm?.CellClip ?? 0), lstm?.CellClip > 0);
        AddIf(config, "coupled_gates", true, lstm?.CoupledGates == true);
        AddIf(config, "reset_after", false, layer is GruLayer { ResetAfter: false });
        config["name"] = entry.Name;
        config["declaration"] = entry.Model.Declaration;
        return config;
    }

    private static JsonObject? Embedding(ReferenceInput input)
    {
        if (input is not EmbeddingInput embedding)
            return null;
        var node = new JsonObject
        {
            ["num"] = embedding.Vocabulary,
            ["padding_idx"] = embedding.PaddingIndex < 0 ? null : embedding.PaddingIndex,
        };
        AddIf(node, "frozen", true, embedding.Frozen);
        return node;
    }

    private static void WriteHead(GoldenEntry entry, JsonObject config)
    {
        var options = new JsonObject();
        var head = entry.Head;
        config["head"] = head switch
        {
            SequenceOutputHead => "none",
            PooledHead pooled => PoolingName(pooled),
            _ => "token",
        };
        config["head_out"] = head is SequenceOutputHead ? 0 : head.OutputWidth(entry.Model);
        config["loss"] = head switch
        {
            SequenceOutputHead when entry.Target.OutputGradient is not null => "weighted_sum",
            RegressionHead regression => RegressionName(regression, options),
            ClassificationHead c => Softmax(options, c.IgnoreIndex, c.LabelSmoothing),
            TaggingHead { Crf: true } => "crf",
            TaggingHead t => Softmax(options, t.IgnoreIndex, t.LabelSmoothing),
            LanguageModelHead l => Softmax(options, l.IgnoreIndex, 0),
            MultiLabelHead => "bce",
            CtcHead ctc => Ctc(options, ctc, entry),
            _ => throw new ArgumentException($"The format of golden cases has no word for the head of case {entry.Name}."),
        };
        AddIf(options, "reduction", "sum", entry.Data.Targets["head"].SumReduction);
        config["loss_args"] = options;
        AddIf(config, "head_bias", false, head is PooledHead { Bias: false });
        AddIf(config, "tie_weights", true, head is LanguageModelHead { TieWeights: true });
    }

    private static string PoolingName(PooledHead head) => head.Pooling switch
    {
        Pooling.Last => head.ReadLastStep ? "last_output" : "last_hidden",
        Pooling.EveryStep => "token",
        var pooling => pooling.ToString().ToLowerInvariant(),
    };

    private static string RegressionName(RegressionHead head, JsonObject options)
    {
        AddIf(options, "delta", (double)head.Delta, head.LossKind == RegressionLoss.Huber);
        AddIf(options, "quantile", (double)head.Quantile, head.LossKind == RegressionLoss.Quantile);
        return head.LossKind switch
        {
            RegressionLoss.MeanAbsolute => "l1",
            RegressionLoss.Huber => "huber",
            RegressionLoss.Quantile => "quantile",
            _ => "mse",
        };
    }

    private static string Softmax(JsonObject options, int ignoreIndex, float smoothing)
    {
        options["ignore_index"] = ignoreIndex;
        AddIf(options, "label_smoothing", (double)smoothing, smoothing > 0);
        return "ce";
    }

    private static string Ctc(JsonObject options, CtcHead head, GoldenEntry entry)
    {
        options["blank"] = head.Blank;
        options["zero_infinity"] = head.ZeroInfinity;
        options["target_lengths"] = new JsonArray([.. entry.Target.LabelLengths!.Select(n => (JsonNode)n)]);
        return "ctc";
    }

    private static void AddIf(JsonObject node, string key, JsonNode value, bool wanted)
    {
        if (wanted)
            node[key] = value;
    }
}
