using System.IO.Enumeration;
using System.Text.Json;

namespace LstmGen.Bench.Peers.Grid;

/// <summary>The grid as JSON, one case a line, for peers that are not written in C#.</summary>
internal static class CaseFile
{
    public static string Write(IEnumerable<BenchCase> cases) =>
        "[\n" + string.Join(",\n", cases.Select(c => JsonSerializer.Serialize(c))) + "\n]\n";

    public static BenchCase[] Read(string json) =>
        JsonSerializer.Deserialize<BenchCase[]>(json)
            ?? throw new ArgumentException("json holds null; it must hold an array of cases.", nameof(json));

    /// <summary>
    /// The cases that a comma-separated list of patterns (<c>all</c>, <c>group:raw</c>, <c>raw_lstm_*</c>) names, in the cases' order.
    /// </summary>
    public static BenchCase[] Select(IEnumerable<BenchCase> cases, string patterns)
    {
        string[] parts = patterns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        BenchCase[] chosen = [.. cases.Where(c => parts.Any(part => Matches(c, part)))];
        return chosen.Length > 0
            ? chosen
            : throw new ArgumentException($"'{patterns}' names no case; see bench/cases.json for the ids.", nameof(patterns));
    }

    /// <summary>Whether one pattern names the case; <c>all</c> is the grid, without the sample streams.</summary>
    public static bool Matches(BenchCase c, string pattern) =>
        (pattern == "all" && c.Group != SampleCases.Group) || pattern == "group:" + c.Group
            || FileSystemName.MatchesSimpleExpression(pattern, c.Id, ignoreCase: false);
}
