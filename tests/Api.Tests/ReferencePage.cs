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
        int begin = PlaceOf(heading);
        string marks = Lines[begin].Split(' ')[0];
        return Lines.Skip(begin + 1).TakeWhile(line => !(line.StartsWith('#') && line.Split(' ')[0].Length <= marks.Length))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split(" | ").Select(cell => cell.Trim('|', ' ')).ToArray());
    }

    /// <summary>The headings one level below a heading.</summary>
    public static IEnumerable<string> HeadingsUnder(string heading)
    {
        int begin = PlaceOf(heading);
        string marks = Lines[begin].Split(' ')[0];
        return Lines.Skip(begin + 1).TakeWhile(line => !line.StartsWith(marks + " ", StringComparison.Ordinal))
            .Where(line => line.StartsWith(marks + "# ", StringComparison.Ordinal)).Select(line => line.TrimStart('#').Trim());
    }

    /// <summary>
    /// What the sentence under a heading says: <c>Namespace `A`; `B` for `One`, `Two` and `Three`; `C` for `Four`.</c>
    /// </summary>
    /// <param name="heading">The heading.</param>
    /// <param name="others">The namespace of all types that it does not name.</param>
    /// <returns>The namespaces of those that it names.</returns>
    public static IReadOnlyDictionary<string, string> Namespaces(string heading, out string others)
    {
        int begin = PlaceOf(heading);
        string text = string.Join(' ', Lines.Skip(begin + 2).TakeWhile(line => line.Length > 0));
        Match match = Sentence().Match(text);
        others = match.Groups[1].Value;
        var found = new Dictionary<string, string>();
        foreach (string part in match.Groups[2].Value.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] spans = [.. Spans(part)];
            foreach (string name in spans.Skip(1))
                found.Add(name, spans[0]);
        }

        return found;
    }

    /// <summary>What stands between back quotes.</summary>
    public static IEnumerable<string> Spans(string text) => Code().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^Namespace `([\w.]+)`(?:, package `[\w.]+`)?((?:; `[\w.]+` for (?:`\w+`(?:, | and )?)+)*)\.(?: |$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    // Of equal headings the last is that of a list, not of the words of other frameworks.
    private static int PlaceOf(string heading) =>
        Enumerable.Range(0, Lines.Count).Last(i => Lines[i].StartsWith('#') && Lines[i].TrimStart('#').Trim() == heading);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
