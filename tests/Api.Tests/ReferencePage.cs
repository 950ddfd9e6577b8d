using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LstmGen.Api.Tests;

/// <summary>The pages under <c>docs</c> as a reader searches them: what stands in code in sentences and tables.</summary>
internal static partial class ReferencePage
{
    private static readonly string Docs = Path.Combine(Root(), "docs");

    /// <summary>The lines of <c>docs/reference.md</c>.</summary>
    public static IReadOnlyList<string> Lines { get; } = File.ReadAllLines(Path.Combine(Docs, "reference.md"));

    /// <summary>Every name that a page has in code.</summary>
    public static HashSet<string> Names { get; } =
    [
        .. Directory.GetFiles(Docs, "*.md").SelectMany(page => Spans(Fences().Replace(File.ReadAllText(page), "")))
            .SelectMany(span => Words().Matches(span).Select(match => match.Value)),
    ];

    /// <summary>Rows of the tables under a heading, cell by cell.</summary>
    public static IEnumerable<string[]> Rows(string heading)
    {
        int begin = Enumerable.Range(0, Lines.Count).First(i => Lines[i].TrimStart('#').Trim() == heading);
        string marks = Lines[begin].Split(' ')[0];
        return Lines.Skip(begin + 1).TakeWhile(line => !(line.StartsWith('#') && line.Split(' ')[0].Length <= marks.Length))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split(" | ").Select(cell => cell.Trim('|', ' ')).ToArray());
    }

    /// <summary>What stands between back quotes.</summary>
    public static IEnumerable<string> Spans(string text) => Code().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
