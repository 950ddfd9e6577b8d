using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>A source file in which <c>[|</c> and <c>|]</c> mark where the diagnostic must stand.</summary>
internal sealed class MarkedSource
{
    private const string Open = "[|", Close = "|]";
    private readonly int _begin;

    public MarkedSource(string marked)
    {
        _begin = marked.IndexOf(Open, StringComparison.Ordinal);
        int end = marked.IndexOf(Close, StringComparison.Ordinal);
        Assert.True(_begin >= 0 && end > _begin, "The source has no mark.");
        Text = marked.Remove(end, Close.Length).Remove(_begin, Open.Length);
        Marked = marked[(_begin + Open.Length)..end];
    }

    public string Text { get; }

    public string Marked { get; }

    /// <summary>
    /// Runs the generator: exactly this diagnostic, there, with this message; nothing that runs is emitted, and what is adds no error.
    /// </summary>
    public void Expect(string id, string message)
    {
        var result = Compilations.Driver().RunGenerators(Compilations.Create(Text)).GetRunResult();
        Diagnostic found = Assert.Single(result.Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        Assert.Equal(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        AssertAt(found);
        Assert.Equal(Compilations.PathOf(0), found.Location.GetLineSpan().Path);
        Assert.All(result.GeneratedTrees, tree => Assert.EndsWith(".Signatures.g.cs", tree.FilePath, StringComparison.Ordinal));
        Assert.EndsWith($"/{id}.md", found.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    /// <summary>A diagnostic stands at the mark.</summary>
    public void AssertAt(Diagnostic found)
    {
        Assert.Equal(Marked, Text.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal(_begin, found.Location.SourceSpan.Start);
    }
}
