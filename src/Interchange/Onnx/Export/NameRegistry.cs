using System.Globalization;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Hands out names of values: each once in a whole model, its inner graphs included.</summary>
internal sealed class NameRegistry
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <summary>The wish itself where it is free, else with a number behind.</summary>
    public string Take(string wish)
    {
        string name = wish;
        while (!_taken.Add(name))
        {
            int number = _last[wish] = _last.GetValueOrDefault(wish, 1) + 1;
            name = string.Create(CultureInfo.InvariantCulture, $"{wish}_{number}");
        }

        return name;
    }
}
