using System.Text;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Where a model class stands.</summary>
/// <param name="Name">Its full name, with the number of its type parameters: <c>A.M`1</c>.</param>
/// <param name="HasPretrained">Whether it declares a member <c>Pretrained</c> itself.</param>
/// <param name="Location">Its name in the source.</param>
internal sealed record ModelSite(string Name, bool HasPretrained, LocationInfo? Location)
{
    public static ModelSite Of(INamedTypeSymbol type, TypeDeclarationSyntax declaration) => new(
        Full(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), type.GetMembers("Pretrained").Length > 0,
        LocationInfo.From(declaration.Identifier.GetLocation()));

    /// <summary><c>global::A.Outer&lt;T&gt;.M</c> is <c>A.Outer`1.M</c>, as metadata counts type parameters.</summary>
    public static string Full(string name)
    {
        name = name.StartsWith("global::", StringComparison.Ordinal) ? name.Substring("global::".Length) : name;
        var text = new StringBuilder();
        int depth = 0, parameters = 0;
        foreach (char c in name)
        {
            if (c == '<' && depth++ == 0)
                parameters = 1;
            else if (c == '>' && --depth == 0)
                text.Append('`').Append(parameters);
            else if (depth == 0 && c != '@')
                text.Append(c);
            else if (depth == 1 && c == ',')
                parameters++;
        }

        return text.ToString();
    }
}
