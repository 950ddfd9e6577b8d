using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>Samples of one peer over all rounds of a measurement.</summary>
internal sealed class Samples
{
    private readonly List<double> _all = [], _clean = [], _peaks = [];

    /// <summary>
    /// Adds a round: <c>t</c> in milliseconds, for each whether the process kept its processors, and perhaps the multiply-add peak after
    /// it.
    /// </summary>
    public void Add(JsonObject answer)
    {
        JsonArray t = answer["t"]!.AsArray(), clean = answer["clean"]!.AsArray();
        for (int i = 0; i < t.Count; i++)
        {
            _all.Add((double)t[i]!);
            if ((bool)clean[i]!)
                _clean.Add((double)t[i]!);
        }

        if ((double?)answer["fma_gflops"] is { } peak)
            _peaks.Add(peak);
    }

    public int Count => _all.Count;

    public int CleanCount => _clean.Count;

    /// <summary>Of the undisturbed samples if there are three, else of all.</summary>
    public double Median => Middle(Used());

    /// <inheritdoc cref="Median"/>
    public double Least => Used()[0];

    /// <summary>Median of the peaks measured between the rounds, GFLOP/s; null where the peer measured none.</summary>
    public double? Peak => _peaks.Count > 0 ? Middle([.. _peaks.Order()]) : null;

    private static double Middle(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;

    private List<double> Used() => [.. (_clean.Count >= 3 ? _clean : _all).Order()];
}
