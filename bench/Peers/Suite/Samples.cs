using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>Samples of one peer over all rounds of a measurement.</summary>
internal sealed class Samples
{
    private readonly List<double> _all = [], _clean = [];

    /// <summary>Adds a round: <c>t</c> in milliseconds and, for each, whether the process kept its processors.</summary>
    public void Add(JsonObject answer)
    {
        JsonArray t = answer["t"]!.AsArray(), clean = answer["clean"]!.AsArray();
        for (int i = 0; i < t.Count; i++)
        {
            _all.Add((double)t[i]!);
            if ((bool)clean[i]!)
                _clean.Add((double)t[i]!);
        }
    }

    public int Count => _all.Count;

    public int CleanCount => _clean.Count;

    /// <summary>Of the undisturbed samples if there are three, else of all.</summary>
    public double Median => Used() is var used && used.Count % 2 == 1 ? used[used.Count / 2] : (used[used.Count / 2 - 1] + used[used.Count / 2]) / 2;

    /// <inheritdoc cref="Median"/>
    public double Least => Used()[0];

    private List<double> Used() => [.. (_clean.Count >= 3 ? _clean : _all).Order()];
}
