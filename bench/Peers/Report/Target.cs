using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// How many times as fast as the fastest of some peers the project means to be in a mode, by kinds of cases: the first kind that a case
/// belongs to counts.
/// </summary>
/// <param name="Mode">train, infer or stream.</param>
/// <param name="Title">The peers, as the report calls them together.</param>
/// <param name="Peers">Their names in records.</param>
/// <param name="Classes">Kinds of cases, each with its ratio; the last takes all that are left.</param>
internal sealed record Target(string Mode, string Title, string[] Peers, params TargetClass[] Classes)
{
    /// <summary>Whether it is about the sample streams beside the grid, and else about the grid.</summary>
    public bool Samples { get; init; }

    /// <summary>Whether the case is one that it is about.</summary>
    public bool Covers(BenchCase c) => Samples == (c.Group == SampleCases.Group);

    /// <summary>The kind that the case belongs to.</summary>
    public TargetClass Of(BenchCase c) => Classes.First(k => k.Has(c));
}
