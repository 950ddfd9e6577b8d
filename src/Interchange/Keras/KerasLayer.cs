namespace LstmGen.Interchange.Keras;

/// <summary>A layer of a Keras model: its name, class and settings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">Its class, such as <c>LSTM</c>; the class inside of a wrapper is in the settings.</param>
/// <param name="Settings">Its <c>config</c>; null where the file has weights alone.</param>
internal sealed record KerasLayer(string Name, string Class, KerasSettings? Settings)
{
    /// <summary>What it reads; empty where the model is a plain sequence.</summary>
    public IReadOnlyList<KerasRead> Reads { get; init; } = [];

    /// <summary>The layer inside of <c>TimeDistributed</c> and <c>Bidirectional</c>; itself where it is no wrapper.</summary>
    public KerasLayer Inner => Class is "TimeDistributed" or "Bidirectional" && Settings?.Layer("layer") is { } wrapped ? wrapped : this;

    /// <summary>
    /// The cell of <c>RNN</c> as the layer that is made of it, with the settings of its gates; itself where it has no cell that is known.
    /// Which steps are given, and the direction, are settings of the layer.
    /// </summary>
    public KerasLayer Cell =>
        Class == "RNN" && Settings?.Layer("cell") is { Class: "LSTMCell" or "GRUCell" or "SimpleRNNCell" } cell
            ? cell with { Class = cell.Class[..^"Cell".Length] }
            : this;

    /// <summary>The class as the paths of weights have it: <c>SimpleRNN</c> is <c>simple_rnn</c>.</summary>
    public static string Snake(string name)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool starts = char.IsUpper(name[i]) && i > 0
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsLetter(name[i - 1])));
            text.Append(starts ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
