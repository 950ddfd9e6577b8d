using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Code;

/// <summary>The two rules of the generator: it never fails, and what it writes compiles unless it says why not.</summary>
internal static class Rules
{
    /// <summary>The ids of the errors in all, ours first.</summary>
    public static string[] Errors(out Diagnostic[] compiler, params string[] sources)
    {
        var compilation = Compilations.Create(sources);
        GeneratorDriver driver = Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var found);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        compiler = [.. updated.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
        return [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Concat(compiler).Select(d => d.Id)];
    }

    /// <summary>The places of the sources in which the generator finds no error; it must not fail at any.</summary>
    public static int[] Taken(string[] sources)
    {
        var result = Compilations.Driver().RunGenerators(Compilations.Create(sources)).GetRunResult();
        Assert.Null(result.Results.Single().Exception);
        HashSet<string> faulty = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Location.GetLineSpan().Path)];
        return [.. Enumerable.Range(0, sources.Length).Where(index => !faulty.Contains(Compilations.PathOf(index)))];
    }

    /// <summary>
    /// The rule for many sources in one compilation: each that has a diagnostic of ours is taken out, and the rest compiles.
    /// Returns how many those are.
    /// </summary>
    public static int HoldEach(params string[] sources)
    {
        var compilation = Compilations.Create(sources);
        var result = Compilations.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Null(result.Results.Single().Exception);
        HashSet<string> faulty = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Location.GetLineSpan().Path)];
        Compilation rest = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => faulty.Contains(tree.FilePath)))
            .AddSyntaxTrees(result.GeneratedTrees.Where(tree => !tree.FilePath.EndsWith(".Signatures.g.cs", StringComparison.Ordinal)));
        Diagnostic[] errors = [.. rest.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
        Assert.True(errors.Length == 0, string.Join("\n", errors.Take(8).Select(d => d.ToString())));
        return sources.Length - faulty.Count;
    }
}
