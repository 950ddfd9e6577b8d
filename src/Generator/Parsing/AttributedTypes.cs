using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LstmGen.Generator.Collections;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// The types of a file that have attributes, by the attributes' names, and the aliases that its directives declare. It is made once for a
/// version of a file, from syntax alone, without bodies of methods.
/// </summary>
internal sealed class AttributedTypes
{
    private const string Suffix = "Attribute";

    // Names of [RecurrentModel].
    private static readonly string[] Marks = ["RecurrentModel", "RecurrentModelAttribute"];

    private static readonly ConditionalWeakTable<SyntaxTree, AttributedTypes> Known = new();

    private readonly List<(TypeDeclarationSyntax Type, string[] Names)> _types = [];
    private readonly List<string> _aliases = [], _globalAliases = [];

    private AttributedTypes(CompilationUnitSyntax file, CancellationToken cancellation)
    {
        Add(file.Usings);
        Add(file.Members, cancellation);
        GlobalAliases = _globalAliases.ToEquatableArray();
    }

    /// <summary>Whether the file can say which classes are models.</summary>
    public bool IsRelevant => _types.Count > 0 || GlobalAliases.Count > 0;

    /// <summary>The aliases that it declares for all files.</summary>
    public EquatableArray<string> GlobalAliases { get; }

    /// <summary>What a file has.</summary>
    public static AttributedTypes Of(SyntaxTree file, CancellationToken cancellation)
    {
        if (Known.TryGetValue(file, out AttributedTypes? known))
            return known;
        var made = new AttributedTypes((CompilationUnitSyntax)file.GetRoot(cancellation), cancellation);
        return Known.GetValue(file, _ => made);
    }

    /// <summary>
    /// The types that can be models as far as names tell: an attribute has the name of <c>[RecurrentModel]</c>, of what stands on a model
    /// (the mark may have been forgotten), or of an alias, whatever the alias stands for.
    /// </summary>
    /// <param name="globalAliases">The aliases that all files together declare for all files.</param>
    /// <param name="kinds">What may stand on a model.</param>
    public ImmutableArray<TypeDeclarationSyntax> Candidates(EquatableArray<string> globalAliases, ElementKinds kinds)
    {
        HashSet<string> names = [.. Marks, .. kinds.Names, .. _aliases, .. globalAliases];
        return [.. _types.Where(one => one.Names.Any(name => names.Contains(name) || names.Contains(name + Suffix)))
            .Select(one => one.Type)];
    }

    /// <summary>Whether a type is marked as a model by the attribute's own name.</summary>
    public static bool IsMarked(TypeDeclarationSyntax type) =>
        type.AttributeLists.Any(list => list.Attributes.Any(attribute => Marks.Contains(LastName(attribute.Name))));

    private static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private void Add(SyntaxList<UsingDirectiveSyntax> directives)
    {
        foreach (UsingDirectiveSyntax directive in directives)
        {
            if (directive.Alias is { } alias)
                (directive.GlobalKeyword.RawKind == 0 ? _aliases : _globalAliases).Add(alias.Name.Identifier.ValueText);
        }
    }

    private void Add(SyntaxList<MemberDeclarationSyntax> members, CancellationToken cancellation)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Add(space.Usings);
                    Add(space.Members, cancellation);
                    break;
                case TypeDeclarationSyntax type:
                    if (type.AttributeLists.Count > 0)
                        _types.Add((type, [.. type.AttributeLists.SelectMany(list => list.Attributes).Select(one => LastName(one.Name))]));
                    Add(type.Members, cancellation);
                    break;
            }
        }
    }
}
