using System.CommandLine;

namespace LstmGen.Samples;

/// <summary>What a sample's command line has besides the options of all samples.</summary>
internal sealed record SampleOptions
{
    /// <summary>What <c>--data</c> takes: one or more files of which kind.</summary>
    public required string Files { get; init; }

    /// <summary>Data sets that it knows, as paths below a folder that <c>--data</c> may name too.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Options of its own.</summary>
    public IReadOnlyList<Option> Own { get; init; } = [];

    /// <summary>Options that mean something only where <c>--data</c> names files.</summary>
    public IReadOnlyList<Option> OfFiles { get; init; } = [];
}
