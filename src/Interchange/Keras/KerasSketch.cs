using System.Globalization;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Keras;

/// <summary>Keras' settings in the words of the vocabulary, and which of them cannot be kept.</summary>
internal static class KerasSketch
{
    public static LayerSketch Of(KerasLayer layer, string type, KerasSettings settings, bool bidirectional, List<WeightTensor> weights)
    {
        LayerSketch sketch = Plain(layer.Name, type, settings, weights);
        if (bidirectional && sketch.IsRecurrent)
        {
            string merge = layer.Settings?.Text("merge_mode", "concat") ?? "concat";
            sketch = sketch with
            {
                Bidirectional = true,
                Merge = merge switch { "sum" => "Sum", "ave" => "Average", "mul" => "Multiply", _ => "Concatenate" },
                Problem = sketch.Problem ?? (merge
                    == "none" ? Unkept(layer.Name, "merge_mode", "None", "directions are merged by concat, sum, ave or mul")
                    : Unlike(layer)
                        ? $"layer '{layer.Name}' has a backward layer with other settings than the forward layer; "
                            + "directions have the same settings"
                        : null),
            };
        }

        return sketch;
    }

    private static LayerSketch Plain(string name, string type, KerasSettings settings, List<WeightTensor> weights)
    {
        int units = settings.Whole("units", settings.Whole("output_dim", 0));
        switch (type)
        {
            case "LSTM" or "GRU" or "SimpleRNN" or "CuDNNLSTM" or "CuDNNGRU":
                return Recurrent(name, type, settings, weights);
            case "Dense":
                return Activated(new LayerSketch(LayerKind.Dense, name)
                {
                    Inputs = Size(weights, 0, 0), Units = units > 0 ? units : Size(weights, 0, 1),
                    Bias = settings.Truth("use_bias", weights.Count != 1),
                }, settings.Text("activation", "linear"));
            case "Embedding":
                return new LayerSketch(LayerKind.Embedding, name)
                {
                    Inputs = settings.Whole("input_dim", Size(weights, 0, 0)), Units = settings.Whole("output_dim", Size(weights, 0, 1)),
                };
            case "Conv1D" or "Convolution1D":
                return Convolution(name, settings, weights);
            case "LayerNormalization":
                return new LayerSketch(LayerKind.LayerNorm, name)
                {
                    Inputs = Size(weights, 0, 0), Epsilon = (float)settings.Number("epsilon", 1e-3),
                    Problem = weights.Count == 1 || !settings.Truth("center", true)
                        || !settings.Truth("scale", true) ? Unkept(name, "center or scale", "False", "[LayerNorm] has gain and shift")
                        : settings.Truth("rms_scaling", false) ? Unkept(name, "rms_scaling", "True", "[LayerNorm] subtracts the mean")
                        : weights is [{ Shape.Length: not 1 }, ..]
                            ? Unkept(name, "axis", "of several", "[LayerNorm] acts over the features of a step")
                            : null,
                };
            case "Dropout" or "SpatialDropout1D":
                return new LayerSketch(
                    LayerKind.Dropout,
                    name) { Dropout = (float)settings.Number("rate", settings.Number("p", 0)), SharedOverTime = type != "Dropout" };
            case "Activation" or "ReLU" or "Softmax":
                return Activated(
                    new LayerSketch(LayerKind.Activation, name),
                    type == "Activation" ? settings.Text("activation", "linear") : type.ToLowerInvariant());
            case "GlobalAveragePooling1D":
                return new LayerSketch(LayerKind.Pooling, name) { Pooling = "Mean", EveryStep = false };
            case "GlobalMaxPooling1D" or "GlobalMaxPool1D":
                return new LayerSketch(LayerKind.Pooling, name) { Pooling = "Max", EveryStep = false };
            case "Flatten":
                return new LayerSketch(LayerKind.Flatten, name);
            case "InputLayer":
                return new LayerSketch(LayerKind.Identity, name) { Inputs = -1 };
            case "Masking" or "GaussianNoise" or "GaussianDropout" or "AlphaDropout" or "ActivityRegularization":
                return new LayerSketch(LayerKind.Identity, name);
            default:
                return new LayerSketch(LayerKind.Other, name)
                {
                    Problem =
                        $"layer '{name}' is of class '{(type.Length == 0 ? "unknown" : InterchangeException.Printable(type))}', which "
                            + "the vocabulary does not have",
                };
        }
    }

    private static LayerSketch Recurrent(string name, string type, KerasSettings settings, List<WeightTensor> weights)
    {
        LayerKind kind = type.EndsWith("LSTM", StringComparison.Ordinal)
            ? LayerKind.Lstm
            : type.EndsWith("GRU", StringComparison.Ordinal) ? LayerKind.Gru : LayerKind.Rnn;
        string activation = settings.Text("activation", "tanh");
        string gates = settings.Text("recurrent_activation", settings.Text("inner_activation", "sigmoid"));
        bool cudnn = type.StartsWith("CuDNN", StringComparison.Ordinal);
        bool rnn = kind == LayerKind.Rnn;
        return new LayerSketch(kind, name)
        {
            Inputs = Size(weights, 0, 0), Units = settings.Whole("units", Size(weights, 1, 0)),
            Bias = settings.Truth("use_bias", weights.Count is 0 or 3 or 6),
            ResetAfter = cudnn || kind != LayerKind.Gru || settings.Truth("reset_after", weights is [_, _, { Shape.Length: 2 }, ..]),
            Activation = rnn && activation == "relu" ? "Relu" : rnn ? "Tanh" : "None",
            EveryStep = settings.Truth("return_sequences", false),
            InputDropout = (float)settings.Number("dropout", 0), RecurrentDropout = (float)settings.Number("recurrent_dropout", 0),
            Problem = cudnn ? null
                : activation != "tanh"
                    && !(rnn && activation == "relu") ? Unkept(
                        name, "activation", activation, rnn ? "[Rnn] has tanh and relu" : $"[{kind}] has tanh")
                : !rnn && gates != "sigmoid" ? Unkept(name, "recurrent_activation", gates, $"[{kind}] has sigmoid")
                : settings.Truth(
                    "go_backwards", false) ? Unkept(
                        name, "go_backwards", "True",
                        "a layer of one direction reads forwards: turn the sequences round, or declare it Bidirectional")
                : null,
        };
    }

    private static LayerSketch Convolution(string name, KerasSettings settings, List<WeightTensor> weights)
    {
        string padding = settings.Text("padding", settings.Text("border_mode", "valid"));
        int stride = settings.Whole("strides", settings.Whole("subsample_length", 1)), dilation = settings.Whole("dilation_rate", 1),
            groups = settings.Whole("groups", 1);
        LayerSketch sketch = Activated(new LayerSketch(LayerKind.Conv1d, name)
        {
            Inputs = Size(weights, 0, 1), Units = settings.Whole("filters", Size(weights, 0, 2)),
            Kernel = settings.Whole("kernel_size", Size(weights, 0, 0)), Stride = stride,
            Padding = padding switch { "same" => "Same", "causal" => "Causal", _ => "Valid" },
            Bias = settings.Truth("use_bias", weights.Count != 1),
        }, settings.Text("activation", "linear"));
        string? problem = dilation != 1 ? Unkept(
            name, "dilation_rate", dilation.ToString(CultureInfo.InvariantCulture), "[Conv1d] has none")
            : groups != 1 ? Unkept(name, "groups", groups.ToString(CultureInfo.InvariantCulture), "[Conv1d] has none")
            : settings.Text("data_format", "channels_last") != "channels_last" ? Unkept(
                name, "data_format", "channels_first", "features are the last dimension")
            : padding == "same"
                && stride != 1 ? Unkept(name, "padding", "same with strides", "Keras pads by the length of each sequence then")
            : null;
        return sketch with { Problem = problem ?? sketch.Problem };
    }

    private static LayerSketch Activated(LayerSketch sketch, string activation) => activation switch
    {
        "linear" or "none" => sketch,
        "relu" or "ReLU" => sketch with { Activation = "Relu" },
        "tanh" => sketch with { Activation = "Tanh" },
        "sigmoid" => sketch with { Activation = "Sigmoid" },
        "softmax" => sketch with { Activation = "Softmax" },
        _ =>
            sketch with { Problem =
                Unkept(sketch.Name, "activation", activation, "None, Relu, Tanh and Sigmoid can be declared, and softmax at a head") },
    };

    /// <summary>Whether the backward layer is declared apart, with settings that decide what it computes.</summary>
    private static bool Unlike(KerasLayer layer) =>
        layer.Settings?.Layer("layer") is { Settings: { } forward } && layer.Settings.Layer("backward_layer") is { Settings: { } backward }
        && ((string[])["activation", "recurrent_activation"]).Any(name => forward.Text(name, "") != backward.Text(name, ""));

    private static string Unkept(string layer, string setting, string value, string why) =>
        $"layer '{InterchangeException.Printable(layer)}' has {setting} = {InterchangeException.Printable(value)}, "
            + $"which cannot be kept: {why}";

    private static int Size(List<WeightTensor> weights, int tensor, int dimension) =>
        tensor < weights.Count && dimension < weights[tensor].Shape.Length && weights[tensor].Shape[dimension] <= int.MaxValue
            ? (int)weights[tensor].Shape[dimension]
            : 0;
}
