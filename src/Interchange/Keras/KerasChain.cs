namespace LstmGen.Interchange.Keras;

/// <summary>Whether layers follow each other, one behind the other.</summary>
internal static class KerasChain
{
    private const int LastOutput = 1;

    /// <summary>Why the layers are no chain; null where they are.</summary>
    public static string? Problem(KerasConfig config)
    {
        const string NoChain = "the model is no chain of layers";
        var readBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KerasLayer layer in config.Layers)
        {
            if (layer.Reads.Count > 1)
                return $"layer '{Printable(layer.Name)}' reads {Names(layer.Reads)}: {NoChain}";
            foreach (KerasRead read in layer.Reads)
            {
                if (!readBy.TryAdd(read.Layer, layer.Name))
                    return $"layers '{Printable(readBy[read.Layer])}' and '{Printable(layer.Name)}' read '{Printable(read.Layer)}': "
                        + NoChain;
                if (Unread(config, read) is { } what)
                    return $"layer '{Printable(layer.Name)}' reads {what}";
            }
        }

        for (int i = 1; i < config.Layers.Count; i++)
        {
            if (config.Layers[i].Reads is [var read] && read.Layer != config.Layers[i - 1].Name)
                return $"layer '{Printable(config.Layers[i].Name)}' reads '{Printable(read.Layer)}' and not the layer before it: "
                    + NoChain;
        }

        return config.Layers.Count(layer => layer.Class == "InputLayer") > 1 ? "the model has several inputs" : Outputs(config);
    }

    /// <summary>Dimensions of what each layer reads, the batch included: 3, and 2 behind a layer that gives one row of all steps.</summary>
    public static Dictionary<string, int> Ranks(KerasConfig config)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        int rank = 3;
        foreach (KerasLayer layer in config.Layers)
        {
            ranks[layer.Name] = rank;
            if (layer.Class is "GlobalAveragePooling1D" or "GlobalMaxPooling1D" or "GlobalMaxPool1D" or "Flatten"
                || (IsRecurrent(layer.Inner)
                    && (layer.Inner.Settings?.Truth("return_sequences", false) != true || GivesEnd(config, layer))))
                rank = 2;
        }

        return ranks;
    }

    /// <summary>Whether what is read of a recurrent layer is its last h, the first of the states that <c>return_state</c> gives.</summary>
    public static bool GivesEnd(KerasConfig config, KerasLayer layer) =>
        IsRecurrent(layer) && Reads(config).Any(read => read.Layer == layer.Name && read.Tensor == LastOutput);

    // What of a layer is read that a declaration does not give, in words; null where it is the layer's output or the last of it.
    private static string? Unread(KerasConfig config, KerasRead read)
    {
        KerasLayer? layer = config.Layers.FirstOrDefault(one => one.Name == read.Layer);
        return read.Node != 0 ? $"layer '{Printable(read.Layer)}' of another call: a declared layer stands at one place"
            : read.Tensor != 0 && !(read.Tensor == LastOutput && layer is not null && IsRecurrent(layer))
                ? $"output {read.Tensor} of layer '{Printable(read.Layer)}', such as a state c or one direction's state: a declaration "
                    + "goes on from the output of a layer"
            : null;
    }

    private static string? Outputs(KerasConfig config) => config.Outputs switch
    {
        [] => null,
        [var output] when config.Layers is [.., var last] && output.Layer != last.Name =>
            $"its output is that of layer '{Printable(output.Layer)}', and layers follow it: the model has branches",
        [var output] => Unread(config, output) is { } what ? $"its output is {what}" : null,
        var several => $"it gives {several.Count} outputs, {Names(several)}: a chain of layers has one",
    };

    private static IEnumerable<KerasRead> Reads(KerasConfig config) =>
        config.Layers.SelectMany(layer => layer.Reads).Concat(config.Outputs);

    private static bool IsRecurrent(KerasLayer layer) =>
        layer.Class is "LSTM" or "GRU" or "SimpleRNN" or "CuDNNLSTM" or "CuDNNGRU" or "RNN";

    private static string Names(IReadOnlyList<KerasRead> reads) =>
        string.Join(", ", reads.Take(8).Select(read => Printable(read.Layer)));

    private static string Printable(string text) => InterchangeException.Printable(text);

    /// <summary>Settings that are about the data and not about a layer.</summary>
    public static List<string> Unknown(KerasConfig config)
    {
        var unknown = new List<string>();
        foreach (KerasLayer layer in config.Layers)
        {
            if (layer.Class == "Masking" || (layer.Class == "Embedding" && layer.Settings?.Truth("mask_zero", false) == true))
                unknown.Add($"'{Printable(layer.Name)}' masks padded steps: give each sequence without its padding");
            else if (layer.Class == "Embedding")
                unknown.Add(
                    $"'{Printable(layer.Name)}' masks nothing: where the sequences were padded for training, pad them the same way here");
            if (layer.Settings?.Truth("stateful", false) == true || layer.Inner.Settings?.Truth("stateful", false) == true)
                unknown.Add($"'{Printable(layer.Name)}' is stateful: carry its state with a stream or FitOptions.CarryState");
        }

        return unknown;
    }
}
