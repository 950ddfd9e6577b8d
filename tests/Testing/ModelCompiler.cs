using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Testing;

/// <summary>Turns declarations into running models: generator, compiler, loader, all in memory.</summary>
public static class ModelCompiler
{
    /// <summary>Compiles sources that must all be good.</summary>
    /// <exception cref="ModelCompilationException">Generator or compiler report an error; the message shows the lines.</exception>
    public static CompiledModels Compile(params IReadOnlyList<string> sources)
    {
        CompiledModels models = CompileGood(sources, out string?[] errors);
        if (errors.FirstOrDefault(error => error is not null) is { } first)
            throw new ModelCompilationException(first);
        return models;
    }

    /// <summary>Compiles the sources that are good; the others get their message in <paramref name="errors"/>.</summary>
    /// <param name="sources">Files whose classes have different full names.</param>
    /// <param name="errors">Per source what the generator said, or null.</param>
    /// <exception cref="ModelCompilationException">Emitted code does not compile, which is never a user's fault.</exception>
    public static CompiledModels CompileGood(IReadOnlyList<string> sources, out string?[] errors)
    {
        ArgumentNullException.ThrowIfNull(sources);
        CSharpCompilation compilation = Compilations.Create(sources);
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);
        if (driver.GetRunResult().Results.Single().Exception is { } exception)
            throw new ModelCompilationException($"The generator failed: {exception}");
        errors = new string?[sources.Count];
        foreach (Diagnostic diagnostic in driver.GetRunResult().Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            string path = diagnostic.Location.GetLineSpan().Path;
            int index = Enumerable.Range(0, sources.Count).First(i => Compilations.PathOf(i) == path);
            errors[index] ??= $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
        }

        string?[] found = errors;
        SyntaxTree[] bad = [.. compilation.SyntaxTrees.Where((_, index) => found[index] is not null)];
        CSharpCompilation good = compilation.RemoveSyntaxTrees(bad).AddSyntaxTrees(driver.GetRunResult().GeneratedTrees);
        return new CompiledModels(Emit(good), [.. driver.GetRunResult().GeneratedTrees]);
    }

    /// <summary>Compiles to an image in memory.</summary>
    public static byte[] Emit(CSharpCompilation compilation)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        using var image = new MemoryStream();
        ImmutableArray<Diagnostic> diagnostics = compilation.Emit(image).Diagnostics;
        string[] failures = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10).Select(Explain)];
        return failures.Length == 0 ? image.ToArray() : throw new ModelCompilationException(string.Join("\n", failures));
    }

    private static string Explain(Diagnostic diagnostic)
    {
        string text = diagnostic.ToString();
        if (diagnostic.Location.SourceTree is not { } tree)
            return text;
        int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        var lines = tree.GetText().Lines;
        var around =
            Enumerable.Range(line - 2, 5).Where(i => i >= 0 && i < lines.Count)
                .Select(i => $"{(i == line ? ">" : " ")} {i + 1,5} {lines[i]}");
        return $"{text}\n{string.Join("\n", around)}";
    }
}

/// <summary>A declaration or what was emitted for it does not compile.</summary>
public sealed class ModelCompilationException(string message) : Exception(message);
