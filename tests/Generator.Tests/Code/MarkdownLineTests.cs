using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LstmGen.Generator.Tests.Code;

/// <summary>
/// Lines of Markdown have at most 140 columns, but for tables, code, and what links and code inside of a line need. Results that programs
/// have written are left out.
/// </summary>
public sealed partial class MarkdownLineTests
{
    private const int Columns = 140;

    [Fact]
    public void No_line_of_prose_is_longer_than_it_may_be()
    {
        string root = Root();
        string[] files = [.. Directory.EnumerateFiles(root, "*.md"),
            .. ((string[])["docs", "bench", "samples", "templates", "tests"]).SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*.md", SearchOption.AllDirectories))];
        files = [.. files.Where(file => IsProse(Path.GetRelativePath(root, file)))];
        Assert.True(files.Length >= 60, $"{files.Length} files were found.");
        Assert.Empty(files.SelectMany(file =>
            Long(File.ReadAllLines(file), Columns).Select(line => $"{Path.GetRelativePath(root, file)}:{line}")));
    }

    [Theory]
    [InlineData("0123456789 0123456789", "1")]
    [InlineData("0123456789 `0123456789`", "")]
    [InlineData("- [a link](https://example.org/0123456789) to it", "")]
    [InlineData("| 0123456789 | 0123456789 |", "")]
    [InlineData("```\n0123456789 0123456789\n```\n0123456789 0123456789", "4")]
    public void Long_lines_are_found(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Long(text.Split('\n'), columns: 20)));

    private static IEnumerable<int> Long(string[] lines, int columns)
    {
        bool code = false;
        for (int i = 0; i < lines.Length; i++)
        {
            bool fence = lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            code ^= fence;
            if (!code && !fence && !lines[i].TrimStart().StartsWith('|') && Unbreakable().Replace(lines[i], "x").Length > columns)
                yield return i + 1;
        }
    }

    private static bool IsProse(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "results")
        && Path.GetFileName(path) != "RESULTS.md";

    [GeneratedRegex(@"`[^`]*`|\[[^\]]*\]\([^)]*\)|<[^>]*>")]
    private static partial Regex Unbreakable();

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
