using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Keeps the readings of model classes from one compilation to the next, so that an edit has only those read anew that it can change.
/// </summary>
/// <remarks>
/// <para>
/// A reading depends on: the files that declare the class (attributes, members, documentation, places of what is reported); what names in
/// its attributes mean and which values constants have, which any declaration of the project can decide; what the types around the class
/// and its bases are; whether types are in the way of emitted code; options and references; attributes of its bases and of encoders that
/// it names; and the bodies of cells and losses that it names, with all that they call.
/// </para>
/// <para>
/// A reading is kept with the files that declare the class and with the state of its compilation. It is right in a compilation that has the
/// same files, the objects themselves, and that is of the same epoch: then all declarations are the same but for what
/// <see cref="DeclarationSyntax"/> lists. Names and values of constants do not depend on bodies and comments. They depend on free members
/// only by their names: none that changed in an epoch has a name that is used in what declares the rest of the project, and here none has
/// one that the attributes of the class use. Besides, the reader looks at two things of other types: attributes of a base class or an
/// encoder, and bodies of cells and losses. So a class that has a base class of this project, or an attribute that names a type of this
/// project, is read every time.
/// </para>
/// </remarks>
/// <param name="read">Reads a class; null where the declaration is none of a model.</param>
internal sealed class ReadingMemo(
    Func<INamedTypeSymbol, TypeDeclarationSyntax, Compilation, CancellationToken, ParseResult?> read)
{
    private readonly DeclarationStates _states = new();
    private readonly ConditionalWeakTable<TypeDeclarationSyntax, Place> _places = new();

    /// <summary>What is read of a declaration; null where it is none of a model.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="compilation">The compilation that has it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public ParseResult? Of(TypeDeclarationSyntax declaration, CSharpCompilation compilation, CancellationToken cancellation)
    {
        DeclarationState state = _states.Of(compilation, cancellation);
        Place place = _places.GetOrCreateValue(declaration);
        if (place.Kept is { } kept && kept.Files.All(compilation.ContainsSyntaxTree) && kept.State.IsLike(state, kept.Names))
        {
            if (!ReferenceEquals(kept.State, state))
                place.Kept = kept with { State = state };
            return kept.Result;
        }

        if (compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type)
            return null;
        ParseResult? result = read(type, declaration, compilation, cancellation);
        place.Kept = SeesOthers(type, compilation) ? null : Keep(state, type, result, cancellation);
        return result;
    }

    private static Reading Keep(DeclarationState state, INamedTypeSymbol type, ParseResult? result, CancellationToken cancellation)
    {
        SyntaxNode[] parts = [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation))];
        return new(
            state, [.. parts.Select(part => part.SyntaxTree)],
            [.. parts.OfType<TypeDeclarationSyntax>().SelectMany(part => part.AttributeLists).SelectMany(DeclarationSyntax.UsedNames)],
            result);
    }

    // Whether attributes or bodies of other types of the project can be part of the reading.
    private static bool SeesOthers(INamedTypeSymbol type, CSharpCompilation compilation)
    {
        return type.BaseType is not null && IsOfProject(type.BaseType) || type.GetAttributes().Any(
            attribute => attribute.ConstructorArguments.Any(NamesOne) || attribute.NamedArguments.Any(named => NamesOne(named.Value)));

        bool NamesOne(TypedConstant value) => value.Kind switch
        {
            TypedConstantKind.Array => !value.IsNull && value.Values.Any(NamesOne),
            TypedConstantKind.Type => value.Value is ITypeSymbol named && IsOfProject(named),
            _ => false,
        };

        // What has no assembly, such as an array or a type that is not found, may be of types that have one.
        bool IsOfProject(ITypeSymbol one) =>
            one.ContainingAssembly is not { } assembly || SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly);
    }

    /// <summary>Where the last reading of a declaration is kept.</summary>
    private sealed class Place
    {
        private volatile Reading? _kept;

        public Reading? Kept
        {
            get => _kept;
            set => _kept = value;
        }
    }

    private sealed record Reading(DeclarationState State, SyntaxTree[] Files, HashSet<string> Names, ParseResult? Result);
}
