using Microsoft.CodeAnalysis;
using LstmGen.Generator.Emitting;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests.Code;

/// <summary>Reads the members of emitted text with the compiler's parser: what <see cref="EmittedMembers"/> must find without it.</summary>
internal static class ParsedMembers
{
    public static IEnumerable<EmittedMember> Of(string text, int depth) =>
        Of(CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ElementAt(depth), "");

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
        string.Join(",", parameters.Parameters.Select(parameter => EmittedMembers.Plain(parameter.Type!.ToString())));
}
