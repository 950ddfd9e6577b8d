using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// One case in one mode: the project's time at its best number of threads against each peer's best of threads and settings.
/// </summary>
internal sealed class Comparison(BenchCase c, string mode, Targets targets, IReadOnlyList<Measurement> measurements)
{
    public BenchCase Case => c;

    public string Mode => mode;

    /// <summary>What the records are read with.</summary>
    public Targets Targets => targets;

    public Measurement? Own => Best("lstmgen");

    /// <summary>The peers that the ratio is about; null where there are none to reach.</summary>
    public Target? Rivals => targets.Main(c, mode);

    /// <summary>How many times as fast as its rivals it is meant to be.</summary>
    public double Target => Rivals?.Of(c).Ratio ?? double.NaN;

    /// <summary>How many times as fast as the fastest rival; NaN where one is missing.</summary>
    public double Ratio => RatioTo(Rivals?.Peers ?? []);

    /// <summary>How many times as fast as the fastest of the peers; NaN where one is missing.</summary>
    public double RatioTo(params string[] peers) => Own is { } own && Best(peers) is { } other ? other.Median / own.Median : double.NaN;

    /// <summary>The fastest record of the peers, at any number of threads.</summary>
    public Measurement? Best(params string[] peers) => measurements.Where(m => peers.Contains(m.Peer)).MinBy(m => m.Median);

    public Measurement? OwnAt(int threads) => measurements.FirstOrDefault(m => m.Peer == "lstmgen" && m.Threads == threads);

    /// <summary>Billions of operations of the matrix products a second, on one thread.</summary>
    public double Gflops => OwnAt(1) is { } own ? Work / own.Median : double.NaN;

    /// <summary>
    /// Part of the multiply-add peak of one thread that the products alone make up: of what was measured beside the case, else of
    /// <paramref name="best"/>, which makes it too low.
    /// </summary>
    public double Share(double best) => Gflops / (OwnAt(1) is { Peak: > 0 } own ? own.Peak : best);

    /// <summary>
    /// How many times faster than the fastest of the peers a program would be whose products ran at <paramref name="gflops"/> and that did
    /// nothing else.
    /// </summary>
    public double Bound(string[] peers, double gflops) => Best(peers) is { } other ? other.Median / (Work / gflops) : double.NaN;

    /// <summary>The products of the case and nothing else, with the same kernels, measured beside it; null where they were not.</summary>
    public Measurement? Products => Best("products");

    /// <summary>The same with the cells' functions of the forward pass; null where they were not measured.</summary>
    public Measurement? Functions => Best("functions");

    /// <summary>The same with all that is needed around them; null where it was not measured.</summary>
    public Measurement? Needed => Best("needed");

    /// <summary>How many times faster than the fastest of the peers those products are; NaN where one is missing.</summary>
    public double Floor(string[] peers) => Floor(peers, Products);

    /// <summary>How many times faster than the fastest of the peers <paramref name="least"/> is; NaN where one is missing.</summary>
    public double Floor(string[] peers, Measurement? least) =>
        least is not null && Best(peers) is { } other ? other.Median / least.Median : double.NaN;

    /// <summary>Operations, so scaled that dividing by a time (milliseconds, of streams microseconds) gives billions a second.</summary>
    private double Work => c.Flops(mode) * (mode == "stream" ? 1e-3 : 1e-6);

    /// <summary>All comparisons of which there is a measurement, in the grid's order, sample streams last.</summary>
    public static List<Comparison> All(IReadOnlyCollection<Measurement> measurements)
    {
        ILookup<(string, string), Measurement> byCase = measurements.ToLookup(m => (m.Id, m.Mode));
        Targets targets = Targets.For(measurements);
        return
        [
            .. from mode in (string[])["train", "infer", "stream"]
               from c in GridCases.AndSamples
               where byCase.Contains((c.Id, mode))
               select new Comparison(c, mode, targets, [.. byCase[(c.Id, mode)]]),
        ];
    }
}
