using System.Collections.Immutable;
using LstmGen.Generator.Collections;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator;

/// <summary>
/// The branch that finds the classes with <c>[RecurrentModel]</c>, or that lack only it, and reads them. Of the former it finds what
/// <c>ForAttributeWithMetadataName</c> finds; that binds the attributes of every such class whenever anything in the project changes,
/// before it can be asked whether it has to.
/// </summary>
internal static class ReadingPipeline
{
    /// <param name="context">The generator's pipeline.</param>
    /// <param name="texts">Writes declarations.</param>
    public static IncrementalValuesProvider<ParseResult> Create(IncrementalGeneratorInitializationContext context, TextMemo texts)
    {
        var memo = new ReadingMemo(
            (type, declaration, compilation, cancellation) =>
                ModelParser.Parse(type, declaration, compilation, Kinds.All, texts, cancellation));
        IncrementalValuesProvider<AttributedTypes> files = context.CompilationProvider.SelectMany(
            static (compilation, cancellation) => Relevant((CSharpCompilation)compilation, cancellation));
        IncrementalValueProvider<EquatableArray<string>> aliases = files
            .Where(static file => file.GlobalAliases.Count > 0)
            .SelectMany(static (file, _) => file.GlobalAliases)
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray());
        IncrementalValuesProvider<ImmutableArray<TypeDeclarationSyntax>> candidates = files
            .Combine(aliases)
            .Select(static (pair, _) => pair.Left.Candidates(pair.Right, Kinds.All))
            .Where(static found => found.Length > 0);
        return candidates
            .Collect()
            .Combine(context.CompilationProvider)
            .SelectMany((pair, cancellation) => Read(
                memo, [.. pair.Left.SelectMany(static one => one)], (CSharpCompilation)pair.Right, cancellation));
    }

    // Side by side, as the compiler itself binds methods: while the generator runs, it has nothing else to do.
    private static IEnumerable<ParseResult> Read(
        ReadingMemo memo, TypeDeclarationSyntax[] declarations, CSharpCompilation compilation, CancellationToken cancellation)
    {
        var results = new ParseResult?[declarations.Length];
        var options = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = compilation.Options.ConcurrentBuild ? -1 : 1,
        };
        Parallel.For(0, results.Length, options, one => results[one] = memo.Of(declarations[one], compilation, cancellation));
        return results.OfType<ParseResult>();
    }

    private static IEnumerable<AttributedTypes> Relevant(CSharpCompilation compilation, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Select(file => AttributedTypes.Of(file, cancellation)).Where(file => file.IsRelevant);
}
