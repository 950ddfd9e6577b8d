using System.Text.RegularExpressions;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes a model's public members without their bodies, in a form that C# 7.3 reads too.</summary>
internal static class SignaturesWriter
{
    // Without one of them the class does not have the interface.
    private static readonly string[] OfTheInterface = ["Description", "Parameters", "CreateWorkspace", "Forward", "Loss", "Backward"];

    /// <summary>The file's text.</summary>
    public static string Write(TypeSpec type, Signatures signatures, IEnumerable<string> texts)
    {
        bool interfaces = signatures.Interfaces && signatures.LanguageVersion >= (int)LanguageVersion.CSharp8
            && !OfTheInterface.Intersect(signatures.Taken).Any();
        var writer = new Rewriter(signatures, interfaces);
        TypeDeclarationSyntax[] halves = [.. texts.Select(text => Model(WithoutRegions(text), type.Outer.Count))];
        string bases = string.Join(", ", halves.SelectMany(half => half.BaseList?.Types ?? default).Select(one => one.ToString()));
        return SourceFile.Write(
            type, signatures.Keyword, "", w =>
            {
                foreach (MemberDeclarationSyntax member in halves.SelectMany(half => half.Members)
                    .Where(member => !IsTaken(member, signatures)))
                {
                    if (writer.Visit(member) is { } kept)
                        w.Line(kept.NormalizeWhitespace(eol: "\n").ToFullString());
                }
            },
            interfaces && bases.Length > 0 ? " : " + bases : "", nullable: signatures.LanguageVersion >= (int)LanguageVersion.CSharp8,
            marks: false);
    }

    private static TypeDeclarationSyntax Model(string text, int depth) =>
        CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ElementAt(depth);

    // The directives of a member that is left out would leave others without their counterpart.
    private static string WithoutRegions(string text) => Regex.Replace(text, @"^ *#(end)?region\b.*\n", "", RegexOptions.Multiline);

    private static bool IsTaken(MemberDeclarationSyntax member, Signatures signatures) => member switch
    {
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => signatures.Taken.Contains(method.Identifier.ValueText),
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => signatures.Taken.Contains(property.Identifier.ValueText),
        TypeDeclarationSyntax nested => signatures.Taken.Contains(nested.Identifier.ValueText),
        ConstructorDeclarationSyntax => signatures.Taken.Contains(EmittedMember.Constructor),
        _ => false,
    };

    private sealed class Rewriter(Signatures signatures, bool interfaces) : CSharpSyntaxRewriter
    {
        private static readonly ArrowExpressionClauseSyntax NoBody = SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ThrowExpression(
            SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression)));

        private static readonly SyntaxToken End = SyntaxFactory.Token(SyntaxKind.SemicolonToken);
        private HashSet<string> _misnamed = [];
        private int _depth;

        public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => null;

        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => Keeps(node, node.ExplicitInterfaceSpecifier)
            ? base.VisitMethodDeclaration(node.WithBody(null).WithExpressionBody(NoBody).WithSemicolonToken(End))
            : null;

        public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
        {
            if (!Keeps(node, node.ExplicitInterfaceSpecifier) || (_depth > 0 && _misnamed.Contains(node.Identifier.ValueText)))
                return null;
            node = node.WithInitializer(null).WithExpressionBody(null).WithSemicolonToken(default);
            bool set = node.AccessorList?.Accessors.Any(SyntaxKind.SetAccessorDeclaration) == true;
            SyntaxKind[] accessors = set
                ? [SyntaxKind.GetAccessorDeclaration, SyntaxKind.SetAccessorDeclaration]
                : [SyntaxKind.GetAccessorDeclaration];
            return base.VisitPropertyDeclaration(
                node.WithAccessorList(SyntaxFactory.AccessorList(SyntaxFactory.List(accessors.Select(kind =>
                SyntaxFactory.AccessorDeclaration(kind).WithExpressionBody(NoBody).WithSemicolonToken(End))))));
        }

        public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
        {
            if (node.Modifiers.Any(SyntaxKind.PrivateKeyword))
                return null;
            string chain = _depth == 0 ? signatures.Chain
                : node.Initializer is { } initializer
                    ? $"base({string.Join(", ", initializer.ArgumentList.Arguments.Select(_ => "default"))})"
                    : "";
            var call = chain.Length == 0
                ? null
                : ((ConstructorDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"C() : {chain} {{ }}")!).Initializer;
            return base.VisitConstructorDeclaration(
                node.WithInitializer(call).WithBody(null).WithExpressionBody(NoBody).WithSemicolonToken(End));
        }

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
            Nested(node, () => base.VisitClassDeclaration(node));

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) =>
            Nested(node, () => base.VisitStructDeclaration(node));

        public override SyntaxNode? VisitNullableType(NullableTypeSyntax node) =>
            signatures.LanguageVersion < (int)LanguageVersion.CSharp8 ? Visit(node.ElementType) : base.VisitNullableType(node);

        private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            _ => [],
        };

        private SyntaxNode? Nested(TypeDeclarationSyntax node, Func<SyntaxNode?> visit)
        {
            if (node.Modifiers.Any(SyntaxKind.PrivateKeyword))
                return null;
            // A property that bears a name twice, or its type's: the name is reported already.
            _misnamed = [.. node.Members.SelectMany(Names).GroupBy(name => name).Where(group => group.Count() > 1)
                .Select(group => group.Key), node.Identifier.ValueText];
            _depth++;
            SyntaxNode? kept = visit();
            _depth--;
            // A further part of a type that nobody sees.
            return kept is TypeDeclarationSyntax { Members.Count: 0 } && !node.Modifiers.Any(SyntaxKind.PublicKeyword) ? null : kept;
        }

        private bool Keeps(MemberDeclarationSyntax member, ExplicitInterfaceSpecifierSyntax? explicitly) =>
            explicitly is not null
                ? interfaces
                : member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.OverrideKeyword);
    }
}
