using System.Globalization;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Keras;

/// <summary>Keras' settings in the words of the vocabulary, and which of them cannot be kept.</summary>
internal static class KerasSketch
{
    private static readonly KerasSettings Unset = new(default);

    /// <summary>The layer in the words of the vocabulary.</summary>
    /// <param name="layer">The layer, which may be a wrapper.</param>
    /// <param name="type">The class of what is inside.</param>
    /// <param name="bidirectional">Whether it has two directions.</param>
    /// <param name="weights">Its tensors in Keras' order.</param>
    /// <param name="rank">Dimensions of what it reads, the batch included.</param>
    public static LayerSketch Of(KerasLayer layer, string type, bool bidirectional, List<WeightTensor> weights, int rank)
    {
        bool distributed = layer.Class == "TimeDistributed";
        LayerSketch sketch = Plain(layer, type, weights, distributed ? rank - 1 : rank);
        if (distributed && sketch.Kind is not (LayerKind.Dense or LayerKind.Dropout or LayerKind.Activation or LayerKind.LayerNorm))
            return sketch with { Problem = sketch.Problem ?? $"layer '{Printable(layer.Name)}' is TimeDistributed of a {Printable(type)}, "
                + "which reads a sequence at each step; TimeDistributed is read of Dense, Dropout, Activation and LayerNormalization" };
        if (!bidirectional || !sketch.IsRecurrent)
            return sketch;
        string merge = layer.Settings?.Text("merge_mode", "concat") ?? "concat";
        return sketch with
        {
            Bidirectional = true,
            Merge = merge switch { "sum" => "Sum", "ave" => "Average", "mul" => "Multiply", _ => "Concatenate" },
            Problem = sketch.Problem ?? (merge
                == "none" ? Unkept(layer.Name, "merge_mode", "None", "directions are merged by concat, sum, ave or mul")
                : Unlike(layer)
                    ? $"layer '{Printable(layer.Name)}' has a backward layer with other settings than the forward layer; "
                        + "directions have the same settings"
                    : null),
        };
    }

    private static LayerSketch Plain(KerasLayer layer, string type, List<WeightTensor> weights, int rank)
    {
        string name = layer.Name;
        KerasSettings settings = layer.Inner.Cell.Settings ?? Unset;
        int units = settings.Whole("units", settings.Whole("output_dim", 0));
        switch (type)
        {
            case "LSTM" or "GRU" or "SimpleRNN" or "CuDNNLSTM" or "CuDNNGRU":
                return Recurrent(name, type, settings, layer.Inner.Settings ?? Unset, weights);
            case "Dense":
                return Activated(new LayerSketch(LayerKind.Dense, name)
                {
                    Inputs = Size(weights, 0, 0), Units = units > 0 ? units : Size(weights, 0, 1),
                    Bias = settings.Truth("use_bias", weights.Count != 1),
                }, settings.Function("activation", "linear", rank));
            case "Embedding":
                return new LayerSketch(LayerKind.Embedding, name)
                {
                    Inputs = settings.Whole("input_dim", Size(weights, 0, 0)), Units = settings.Whole("output_dim", Size(weights, 0, 1)),
                };
            case "Conv1D" or "Convolution1D":
                return Convolution(name, settings, weights, rank);
            case "LayerNormalization":
                return new LayerSketch(LayerKind.LayerNorm, name)
                {
                    Inputs = Size(weights, 0, 0), Epsilon = (float)settings.Number("epsilon", 1e-3),
                    Problem = weights.Count == 1 || !settings.Truth("center", true)
                        || !settings.Truth("scale", true) ? Unkept(name, "center or scale", "False", "[LayerNorm] has gain and shift")
                        : settings.Truth("rms_scaling", false) ? Unkept(name, "rms_scaling", "True", "[LayerNorm] subtracts the mean")
                        : weights is [{ Shape.Length: not 1 }, ..] || !settings.IsLastAxis("axis", rank)
                            ? Unkept(name, "axis", settings.Shown("axis"), "[LayerNorm] acts over the features of a step, the last axis")
                            : null,
                };
            case "Dropout" or "SpatialDropout1D":
                return new LayerSketch(
                    LayerKind.Dropout,
                    name) { Dropout = (float)settings.Number("rate", settings.Number("p", 0)), SharedOverTime = type != "Dropout" };
            case "Activation":
                return Activated(new LayerSketch(LayerKind.Activation, name), settings.Function("activation", "linear", rank));
            case "ReLU" or "Softmax":
                return Activated(new LayerSketch(LayerKind.Activation, name), KerasFunction.Of(type, settings, rank));
            case "GlobalAveragePooling1D":
                return Pooling(name, "Mean", settings);
            case "GlobalMaxPooling1D" or "GlobalMaxPool1D":
                return Pooling(name, "Max", settings);
            case "Flatten":
                return new LayerSketch(LayerKind.Flatten, name);
            case "InputLayer":
                return new LayerSketch(LayerKind.Identity, name) { Inputs = -1 };
            case "Masking" or "GaussianNoise" or "GaussianDropout" or "AlphaDropout" or "ActivityRegularization":
                return new LayerSketch(LayerKind.Identity, name);
            default:
                return new LayerSketch(LayerKind.Other, name)
                {
                    Problem = $"layer '{Printable(name)}' is of class '{(type.Length == 0 ? "unknown" : Printable(type))}', which "
                        + "the vocabulary does not have",
                };
        }
    }

    private static LayerSketch Pooling(string name, string pooling, KerasSettings settings) => new(LayerKind.Pooling, name)
    {
        Pooling = pooling, EveryStep = false,
        Problem = settings.Text("data_format", "channels_last") is var format and not "channels_last"
            ? Unkept(name, "data_format", format, "steps are the dimension before the last, and features are the last")
            : settings.Truth("keepdims", false) ? Unkept(name, "keepdims", "True", "a pooling gives one row without steps") : null,
    };

    // The settings of the gates, which a cell may have, and those of the layer.
    private static LayerSketch Recurrent(
        string name, string type, KerasSettings settings, KerasSettings layer, List<WeightTensor> weights)
    {
        LayerKind kind = type.EndsWith("LSTM", StringComparison.Ordinal)
            ? LayerKind.Lstm
            : type.EndsWith("GRU", StringComparison.Ordinal) ? LayerKind.Gru : LayerKind.Rnn;
        KerasFunction function = settings.Function("activation", "tanh", 2);
        string activation = function.Name;
        string gates = settings.Function("recurrent_activation", settings.Text("inner_activation", "sigmoid"), 2).Name;
        bool cudnn = type.StartsWith("CuDNN", StringComparison.Ordinal);
        bool rnn = kind == LayerKind.Rnn;
        return new LayerSketch(kind, name)
        {
            Inputs = Size(weights, 0, 0), Units = settings.Whole("units", Size(weights, 1, 0)),
            Bias = settings.Truth("use_bias", weights.Count is 0 or 3 or 6),
            ResetAfter = cudnn || kind != LayerKind.Gru || settings.Truth("reset_after", weights is [_, _, { Shape.Length: 2 }, ..]),
            Activation = rnn && activation == "relu" ? "Relu" : rnn ? "Tanh" : "None",
            EveryStep = layer.Truth("return_sequences", false),
            InputDropout = (float)settings.Number("dropout", 0), RecurrentDropout = (float)settings.Number("recurrent_dropout", 0),
            Problem = cudnn ? null
                : activation != "tanh"
                    && !(rnn && activation == "relu") ? Unkept(
                        name, "activation", activation, rnn ? "[Rnn] has tanh and relu" : $"[{kind}] has tanh")
                : function.Setting is { } setting ? Unkept(name, setting, function.Value, $"{activation} is declared without it")
                : !rnn && gates != "sigmoid" ? Unkept(name, "recurrent_activation", gates, $"[{kind}] has sigmoid")
                : layer.Truth(
                    "go_backwards", false) ? Unkept(
                        name, "go_backwards", "True",
                        "a layer of one direction reads forwards: turn the sequences round, or declare it Bidirectional")
                : null,
        };
    }

    private static LayerSketch Convolution(string name, KerasSettings settings, List<WeightTensor> weights, int rank)
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
        }, settings.Function("activation", "linear", rank));
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

    private static LayerSketch Activated(LayerSketch sketch, KerasFunction function) => function switch
    {
        { Setting: { } setting } => sketch with { Problem =
            Unkept(sketch.Name, setting, function.Value, $"{function.Name} is declared without it") },
        { Name: "linear" or "none" } => sketch,
        { Name: "relu" } => sketch with { Activation = "Relu" },
        { Name: "tanh" } => sketch with { Activation = "Tanh" },
        { Name: "sigmoid" } => sketch with { Activation = "Sigmoid" },
        { Name: "softmax" } => sketch with { Activation = "Softmax" },
        _ => sketch with { Problem = Unkept(
            sketch.Name, "activation", function.Name, "None, Relu, Tanh and Sigmoid can be declared, and softmax at a head") },
    };

    /// <summary>Whether the backward layer is declared apart, with settings that decide what it computes.</summary>
    private static bool Unlike(KerasLayer layer)
    {
        if (layer.Settings?.Layer("layer")?.Cell is not { Settings: { } forward } one
            || layer.Settings.Layer("backward_layer")?.Cell is not { Settings: { } backward } other)
            return false;
        return one.Class != other.Class || forward.Truth("reset_after", true) != backward.Truth("reset_after", true)
            || ((string[])["activation", "recurrent_activation"]).Any(
                name => forward.Function(name, "", 2) != backward.Function(name, "", 2));
    }

    private static string Unkept(string layer, string setting, string value, string why) =>
        $"layer '{Printable(layer)}' has {setting} = {Printable(value)}, which cannot be kept: {why}";

    private static string Printable(string text) => InterchangeException.Printable(text);

    private static int Size(List<WeightTensor> weights, int tensor, int dimension) =>
        tensor < weights.Count && dimension < weights[tensor].Shape.Length && weights[tensor].Shape[dimension] <= int.MaxValue
            ? (int)weights[tensor].Shape[dimension]
            : 0;
}
