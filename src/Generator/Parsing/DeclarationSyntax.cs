using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// What of a file's declarations can be seen from another file when attributes are read. Not to be seen are: bodies and values of fields
/// that are not constant; attributes of classes that are marked as models (<see cref="ReadingMemo"/> keeps no reading that depends on
/// those of another class); and free members, methods and the like, but by their names.
/// </summary>
internal static class DeclarationSyntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Known = new();

    /// <summary>Whether a node is a body, or the value of a field that is no constant.</summary>
    public static bool IsBody(SyntaxNode node) =>
        node is BlockSyntax or ArrowExpressionClauseSyntax
            || (node is EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } && !IsConstant(field));

    /// <summary>Whether a node is a class that is marked as a model.</summary>
    public static bool IsModel(SyntaxNode node) => node is TypeDeclarationSyntax type && AttributedTypes.IsMarked(type);

    /// <summary>
    /// Whether a node is a member of a class or structure that no attribute can have as its type or value. One of its name can still take
    /// the place of a constant, or be named by <c>nameof</c>.
    /// </summary>
    public static bool IsFree(SyntaxNode? node) =>
        node is MethodDeclarationSyntax or PropertyDeclarationSyntax or EventDeclarationSyntax or BaseFieldDeclarationSyntax
            or IncompleteMemberSyntax
            && node.Parent is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
            && !(node is FieldDeclarationSyntax field && IsConstant(field));

    /// <summary>The free members of a type.</summary>
    public static IEnumerable<MemberDeclarationSyntax> FreeMembers(SyntaxNode type) =>
        type is TypeDeclarationSyntax declaration ? declaration.Members.Where(IsFree) : [];

    /// <summary>The names of a free member.</summary>
    public static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax one => [one.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        _ => [],
    };

    /// <summary>The names that are used in what can be seen of a file.</summary>
    public static HashSet<string> UsedNames(SyntaxTree file, CancellationToken cancellation)
    {
        if (Known.TryGetValue(file, out HashSet<string>? known))
            return known;
        HashSet<string> made = UsedNames(file.GetRoot(cancellation));
        return Known.GetValue(file, _ => made);
    }

    /// <summary>The same of a node.</summary>
    public static HashSet<string> UsedNames(SyntaxNode node) =>
        [.. node.DescendantNodes(inner => !(IsBody(inner) || IsFree(inner) || inner is GlobalStatementSyntax)).OfType<SimpleNameSyntax>()
            .Select(name => name.Identifier.ValueText)];

    private static bool IsConstant(FieldDeclarationSyntax field) => field.Modifiers.Any(SyntaxKind.ConstKeyword);
}
