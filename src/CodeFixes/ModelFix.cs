using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>A fix that rewrites the declaration of a model class.</summary>
/// <param name="id">The diagnostic that it fixes.</param>
public abstract class ModelFix(string id) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        var vocabulary = new Vocabulary(model);
        foreach (Offer offer in Offers)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    offer.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(offer.Rewrite(root, type, vocabulary))),
                    equivalenceKey: offer.Title),
                context.Diagnostics);
        }
    }

    /// <summary>What is offered.</summary>
    private protected abstract IEnumerable<Offer> Offers { get; }

    /// <summary>One way to fix a class.</summary>
    /// <param name="Title">What its user reads.</param>
    /// <param name="Rewrite">The file with the class fixed, given the file, the class and the places of its attributes.</param>
    private protected sealed record Offer(string Title, Func<SyntaxNode, TypeDeclarationSyntax, Vocabulary, SyntaxNode> Rewrite);
}
