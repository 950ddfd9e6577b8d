namespace LstmGen.Interchange.Keras;

/// <summary>A layer of a Keras model: its name, class and settings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">Its class, such as <c>LSTM</c>; the class inside of a wrapper is in the settings.</param>
/// <param name="Settings">Its <c>config</c>; null where the file has weights alone.</param>
internal sealed record KerasLayer(string Name, string Class, KerasSettings? Settings)
{
    /// <summary>The names of the layers that it reads; empty where the model is a plain sequence.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

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
