using LstmGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace LstmGen.CodeFixes.Tests;

/// <summary>Lets the generator find fault with a file, and a fix fix it.</summary>
internal static class FixRun
{
    /// <summary>What the generator says of a file: ids, in order.</summary>
    public static string[] Ids(string source) => [.. Diagnostics(source).Select(d => d.Id)];

    /// <summary>The titles that <paramref name="fix"/> offers.</summary>
    public static async Task<string[]> Titles(CodeFixProvider fix, string source) =>
        [.. (await Actions(fix, source)).Actions.Select(action => action.Title)];

    /// <summary>The file after the offer number <paramref name="offer"/> was taken.</summary>
    public static async Task<string> Apply(CodeFixProvider fix, string source, int offer = 0)
    {
        var (document, actions) = await Actions(fix, source);
        var operations = await actions[offer].GetOperationsAsync(CancellationToken.None);
        Solution solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        return (await solution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private static async Task<(Document Document, List<CodeAction> Actions)> Actions(CodeFixProvider fix, string source)
    {
        using var workspace = new AdhocWorkspace();
        Document document = workspace.AddProject("Models", LanguageNames.CSharp)
            .AddMetadataReferences(Compilations.Create(source).References).AddDocument("Source0.cs", source);
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        var actions = new List<CodeAction>();
        foreach (Diagnostic found in Diagnostics(source).Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).Take(1))
        {
            var here = Diagnostic.Create(found.Descriptor, Location.Create(tree, found.Location.SourceSpan));
            await fix.RegisterCodeFixesAsync(
                new CodeFixContext(document, here, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return (document, actions);
    }

    private static IEnumerable<Diagnostic> Diagnostics(string source) =>
        Compilations.Driver().RunGenerators(Compilations.Create(source)).GetRunResult().Diagnostics.OrderBy(
            d => d.Location.SourceSpan.Start);
}
