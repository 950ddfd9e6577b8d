using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads how a model class is declared, so that its other half can be.</summary>
internal static class TypeParser
{
    public static TypeSpec? Parse(INamedTypeSymbol type, TypeDeclarationSyntax declaration, ICollection<DiagnosticInfo> diagnostics)
    {
        LocationInfo? location = LocationInfo.From(declaration.Identifier.GetLocation());
        if (Unsupported(type) is { } reason)
        {
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.UnsupportedType, location, type.Name, reason));
            return null;
        }

        var outer = new List<string>();
        for (TypeDeclarationSyntax? node = declaration; node is not null; node = node.Parent as TypeDeclarationSyntax)
        {
            if (!node.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                diagnostics.Add(DiagnosticInfo.Create(Descriptors.NotPartial, location, type.Name));
                return null;
            }

            if (node != declaration)
                outer.Insert(0, Header(node));
        }

        return new TypeSpec(
            type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(RuntimeNames.Own)),
            outer.ToEquatableArray(), RuntimeNames.Own(declaration.Identifier.Text), declaration.TypeParameterList?.ToString() ?? "",
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), SyntaxFacts.GetText(type.DeclaredAccessibility), FileName(type));
    }

    private static string? Unsupported(INamedTypeSymbol type)
    {
        if (type.IsRecord)
            return "a record compares by value; declare a class";
        if (type.IsStatic)
            return "a static class has no instances; remove 'static'";
        if (type.IsAbstract)
            return "an abstract class has no instances; remove 'abstract'";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } @base && !@base.InstanceConstructors.Any(IsUsable))
            return $"its base class {@base.Name} has no accessible constructor without parameters; add one";
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
                return $"it is nested in {outer.Name}, which is no class, struct or interface";
        }

        return type.IsFileLocal ? "a file-local class cannot be completed from another file; remove 'file'" : null;
    }

    private static bool IsUsable(IMethodSymbol constructor) =>
        constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility is not Accessibility.Private;

    private static string Header(TypeDeclarationSyntax node)
    {
        string keyword = node is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword } ? "record struct" : node.Keyword.Text;
        return $"partial {keyword} {RuntimeNames.Own(node.Identifier.Text)}{node.TypeParameterList}";
    }

    private static string FileName(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.MetadataName + "." + name;
        if (!type.ContainingNamespace.IsGlobalNamespace)
            name = type.ContainingNamespace.ToDisplayString() + "." + name;
        // Neither '`' nor the '@' of a keyword as a name may stand in a file's name.
        return name.Replace('`', '-').Replace("@", "");
    }
}
