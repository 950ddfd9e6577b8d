using System.Text.RegularExpressions;

namespace LstmGen.Generator.Tests.Docs;

/// <summary>Links of the pages lead to a file that is there, and to a heading that it has.</summary>
public sealed partial class MarkdownLinkTests
{
    private static readonly string[] Pages =
    [
        .. ((string[])[".", "docs", "bench", "samples", "src", "templates", "tests"]).SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(DocsFolder.Root, folder), "*.md", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules")),
    ];

    [Fact]
    public void Every_link_leads_somewhere()
    {
        string[] links = [.. Pages.SelectMany(page => Links(Prose(page)).Select(link => $"{page} {link}"))];
        Assert.True(links.Length > 200, $"{links.Length}");
        Assert.Empty(Pages.SelectMany(page => Links(Prose(page)).Where(link => !Leads(page, link))
            .Select(link => $"{Path.GetRelativePath(DocsFolder.Root, page)}: {link}")));
    }

    [Theory]
    [InlineData("guide.md", true)]
    [InlineData("guide.md#a-forecast", true)]
    [InlineData("#packages", true)]
    [InlineData("no-such-page.md", false)]
    [InlineData("guide.md#no-such-heading", false)]
    public void A_link_that_leads_nowhere_is_found(string link, bool leads) =>
        Assert.Equal(leads, Leads(Path.Combine(DocsFolder.Path, "guide.md"), link));

    [Theory]
    [InlineData("## One step at a time", "one-step-at-a-time")]
    [InlineData("### The `Fit` of [models](a.md), and more", "the-fit-of-models-and-more")]
    public void An_anchor_is_made_of_the_heading(string heading, string anchor) => Assert.Equal([anchor], Anchors(heading));

    private static bool Leads(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return (File.Exists(target) || Directory.Exists(target))
            && (parts.Length == 1 || !target.EndsWith(".md", StringComparison.Ordinal) || Anchors(Prose(target)).Contains(parts[1]));
    }

    private static IEnumerable<string> Links(string text) =>
        Link().Matches(text).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal));

    private static string[] Anchors(string text) =>
    [
        .. Heading().Matches(text).Select(match => Marks().Replace(Link().Replace(match.Groups[1].Value, ""), "").ToLowerInvariant().Trim()
            .Replace(' ', '-')),
    ];

    // Without code, whose comments are no headings and whose indexers are no links.
    private static string Prose(string page) => Fences().Replace(File.ReadAllText(page), "");

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Marks();
}
