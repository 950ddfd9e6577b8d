using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Adds attributes to a declaration, each on a line of its own.</summary>
internal static class AttributeLists
{
    /// <summary>
    /// Inserts <paramref name="text"/>, such as <c>Features(1)</c>, before the attribute list at <paramref name="index"/>.
    /// </summary>
    /// <param name="type">The declaration.</param>
    /// <param name="index">Before which list.</param>
    /// <param name="text">What stands in the brackets.</param>
    /// <param name="isLikeIt">Whether an attribute has the same namespace; else <c>[RecurrentModel]</c> has it.</param>
    public static TypeDeclarationSyntax Insert(
        TypeDeclarationSyntax type, int index, string text, Func<AttributeSyntax, bool>? isLikeIt = null)
    {
        SyntaxList<AttributeListSyntax> lists = type.AttributeLists;
        AttributeListSyntax added = Parse(Qualifier(type, isLikeIt ?? IsMark) + text)
            .WithLeadingTrivia(Indentation(type)).WithTrailingTrivia(LineEnd(type));
        if (index == 0)
        {
            // The comments before the first list are the class's and stay on top.
            added = added.WithLeadingTrivia(lists[0].GetLeadingTrivia());
            lists = lists.Replace(lists[0], lists[0].WithLeadingTrivia(Indentation(type)));
        }
        else if (!lists[index - 1].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            lists = lists.Replace(lists[index - 1], lists[index - 1].WithTrailingTrivia(
                SyntaxFactory.TriviaList(WithoutSpace(lists[index - 1].GetTrailingTrivia()).Append(LineEnd(type)))));
        }

        return (TypeDeclarationSyntax)type.WithAttributeLists(lists.Insert(index, added));
    }

    // What stands before such a name in its brackets: "" or LstmGen., where nothing says that names may stand without.
    private static string Qualifier(TypeDeclarationSyntax type, Func<AttributeSyntax, bool> isLikeIt) =>
        type.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(isLikeIt)?.Name switch
        {
            QualifiedNameSyntax name => $"{name.Left.WithoutTrivia()}.",
            AliasQualifiedNameSyntax name => $"{name.Alias.WithoutTrivia()}::",
            _ => "",
        };

    private static bool IsMark(AttributeSyntax attribute)
    {
        SimpleNameSyntax? name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax qualified => qualified.Name,
            NameSyntax simple => simple as SimpleNameSyntax,
        };
        return name?.Identifier.ValueText is "RecurrentModel" or "RecurrentModelAttribute";
    }

    // A comment stays.
    private static IEnumerable<SyntaxTrivia> WithoutSpace(SyntaxTriviaList trivia) =>
        trivia.Reverse().SkipWhile(one => one.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse();

    /// <summary>White space before the first attribute of a declaration.</summary>
    public static SyntaxTriviaList Indentation(TypeDeclarationSyntax type)
    {
        SyntaxTriviaList leading = type.GetLeadingTrivia();
        bool indented = leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia);
        return indented ? SyntaxFactory.TriviaList(leading[leading.Count - 1]) : SyntaxFactory.TriviaList();
    }

    /// <summary>The line end that the file uses.</summary>
    public static SyntaxTrivia LineEnd(TypeDeclarationSyntax type)
    {
        SyntaxTrivia found = type.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return found.IsKind(SyntaxKind.EndOfLineTrivia) ? found : SyntaxFactory.LineFeed;
    }

    private static AttributeListSyntax Parse(string text) =>
        ((TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{text}] class C;")!).AttributeLists[0];
}
