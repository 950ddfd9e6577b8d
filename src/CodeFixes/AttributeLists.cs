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
    public static TypeDeclarationSyntax Insert(TypeDeclarationSyntax type, int index, string text)
    {
        SyntaxList<AttributeListSyntax> lists = type.AttributeLists;
        AttributeListSyntax added = Parse(Qualifier(type) + text).WithLeadingTrivia(Indentation(type)).WithTrailingTrivia(LineEnd(type));
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

    // What stands before [RecurrentModel] in its brackets: "" or LstmGen., where nothing says that names may stand without.
    private static string Qualifier(TypeDeclarationSyntax type)
    {
        IEnumerable<NameSyntax> names = type.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.Name);
        return names.OfType<QualifiedNameSyntax>()
            .FirstOrDefault(name => name.Right.Identifier.ValueText is "RecurrentModel" or "RecurrentModelAttribute") is { } model
            ? $"{model.Left.WithoutTrivia()}."
            : "";
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
