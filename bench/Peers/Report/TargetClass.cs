using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Cases that share a target.</summary>
/// <param name="Title">What they are, in the report's words.</param>
/// <param name="Ratio">How many times as fast the project means to be.</param>
/// <param name="Has">Whether a case is one of them.</param>
internal sealed record TargetClass(string Title, double Ratio, Func<BenchCase, bool> Has)
{
    /// <summary>Cases of at most so many units.</summary>
    public static TargetClass To(int units, double ratio) => new($"to {units}", ratio, c => c.Hidden.Max() <= units);
}
