using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Emitting;

/// <summary>Reads from emitted text which members it declares: the text itself says so, and no list beside it can lag behind.</summary>
internal static class EmittedMembers
{
    /// <param name="text">An emitted file.</param>
    /// <param name="depth">Number of types around the model.</param>
    public static IEnumerable<EmittedMember> Of(string text, int depth) => Of(Model(text, depth), "");

    /// <summary>The model's class in an emitted file.</summary>
    public static TypeDeclarationSyntax Model(string text, int depth) =>
        CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ElementAt(depth);

    /// <summary>A type as it reads without namespaces, as users' parameters are shown too.</summary>
    public static string Plain(string type) => Regex.Replace(type, @"[\w@]+(::|\.)|[\s?@]", "");

    private static IEnumerable<EmittedMember> Of(TypeDeclarationSyntax type, string container)
    {
        foreach (MemberDeclarationSyntax member in type.Members)
        {
            bool isPublic = member.Modifiers.Any(SyntaxKind.PublicKeyword), isOverride = member.Modifiers.Any(SyntaxKind.OverrideKeyword);
            EmittedMember Named(SyntaxToken name, ParameterListSyntax? parameters = null) =>
                new(container, name.ValueText, parameters is null ? null : Types(parameters), isPublic, isOverride);

            switch (member)
            {
                case MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method:
                    yield return Named(method.Identifier, method.ParameterList);
                    break;
                case ConstructorDeclarationSyntax constructor:
                    yield return Named(constructor.Identifier, constructor.ParameterList) with { Name = EmittedMember.Constructor };
                    break;
                case PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property:
                    yield return Named(property.Identifier);
                    break;
                case FieldDeclarationSyntax field:
                    foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                        yield return Named(variable.Identifier);
                    break;
                case TypeDeclarationSyntax nested:
                    // Further parts of a type have no modifier that says who sees it.
                    if (!member.Modifiers.Any(SyntaxKind.PartialKeyword) || isPublic || member.Modifiers.Any(SyntaxKind.PrivateKeyword))
                        yield return Named(nested.Identifier);
                    string name = nested.Identifier.ValueText;
                    foreach (EmittedMember inner in Of(nested, container.Length == 0 ? name : container + "." + name))
                        yield return inner;
                    break;
            }
        }
    }

    private static string Types(ParameterListSyntax parameters) =>
        string.Join(",", parameters.Parameters.Select(parameter => Plain(parameter.Type!.ToString())));
}
