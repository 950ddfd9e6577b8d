using System.Reflection;
using System.Text.RegularExpressions;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Docs;

/// <summary>Every diagnostic has a page; the page's first example calls it forth, the second does not.</summary>
public partial class DiagnosticPagesTests
{
    private static readonly DiagnosticDescriptor[] All =
    [
        .. typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>(),
    ];

    private static string Folder => Path.Combine(DocsFolder.Path, "diagnostics");

    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Every_diagnostic_has_a_page_and_every_page_a_diagnostic() => Assert.Equal(
        All.Select(descriptor => descriptor.Id).Order(),
        Directory.GetFiles(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Fact]
    public void The_index_has_every_page_with_its_severity_and_title()
    {
        string index = File.ReadAllText(Path.Combine(DocsFolder.Path, "diagnostics.md"));
        foreach (DiagnosticDescriptor descriptor in All)
        {
            Assert.Contains(
                $"| [{descriptor.Id}](diagnostics/{descriptor.Id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |", index,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_bears_the_title_and_severity_and_the_descriptor_its_address(string id)
    {
        DiagnosticDescriptor descriptor = All.Single(d => d.Id == id);
        string[] lines = File.ReadAllLines(Path.Combine(Folder, id + ".md"));
        Assert.Equal($"# {id}: {descriptor.Title}", lines[0]);
        Assert.Equal($"*{descriptor.DefaultSeverity}*", lines[2]);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_pages_examples_show_the_fault_and_its_mending(string id)
    {
        MatchCollection examples = Example().Matches(File.ReadAllText(Path.Combine(Folder, id + ".md")));
        Assert.Equal(2, examples.Count);
        Assert.Contains(id, Found(id, examples[0].Groups[1].Value));
        Assert.Empty(Found(id, examples[1].Groups[1].Value));
    }

    // What generator and compiler say together: the compiler reports what the emitted code forbids.
    private static string[] Found(string id, string source)
    {
        string[] sources = id == "LSTMG032" ? [source, Gpus.StandIn] : [source];
        var properties = new Dictionary<string, string>();
        if (id == "LSTMG032")
            properties.Add("PublishAot", "true");
        AdditionalText[] texts = id is "LSTMG050" or "LSTMG051"
            ? [new HeaderText("My.Sentiment", "sentiment.safetensors", HeaderText.Of16Units)]
            : [];
        Compilations.Driver(properties: properties, texts: texts)
            .RunGeneratorsAndUpdateCompilation(Compilations.Create(sources), out Compilation after, out var diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.NotEqual(LocationKind.None, diagnostic.Location.Kind));
        return [.. diagnostics.Concat(after.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning))
            .Select(d => d.Id).Distinct()];
    }

    [GeneratedRegex("```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
