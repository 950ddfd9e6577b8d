using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Reads how a model class is declared, so that its other half can be.</summary>
internal static class TypeParser
{
    /// <returns>Null where not even the signatures of a model can be written.</returns>
    public static TypeSpec? Parse(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, ICollection<DiagnosticInfo> diagnostics)
    {
        LocationInfo? location = LocationInfo.From(declaration.Identifier.GetLocation());
        string? reason = TypeShape.Unsupported(type, compilation);
        if (reason is not null)
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.UnsupportedType, location, type.Name, reason));
        else if (!declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().All(node => node.Modifiers.Any(SyntaxKind.PartialKeyword)))
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.NotPartial, location, type.Name));
        if (reason is not null && !TypeShape.HasSignatures(type))
            return null;

        string space = string.Join(".", Namespaces(type).Select(RuntimeNames.Own));
        INamedTypeSymbol[] around = [.. Around(type)];
        string fullName = "global::" + string.Concat(Namespaces(type).Select(name => RuntimeNames.Own(name) + "."))
            + string.Join(".", around.Append(type).Select(one => RuntimeNames.Own(one.Name) + TypeParameters(one)));
        return new TypeSpec(
            space, around.Select(Header).ToEquatableArray(), RuntimeNames.Own(type.Name), TypeParameters(type), fullName,
            SyntaxFacts.GetText(type.DeclaredAccessibility), FileNames.Bounded(FileName(type), fullName), Documentation.Place(type));
    }

    // Outermost first.
    private static List<string> Namespaces(INamedTypeSymbol type)
    {
        var names = new List<string>();
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
            names.Insert(0, space.Name);
        return names;
    }

    private static List<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        var types = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            types.Insert(0, outer);
        return types;
    }

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Interface, _) => "interface",
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (_, true) => "record",
            _ => "class",
        };
        return $"partial {keyword} {RuntimeNames.Own(type.Name)}{TypeParameters(type, variance: true)}";
    }

    private static string TypeParameters(INamedTypeSymbol type, bool variance = false) =>
        type.TypeParameters.IsEmpty
            ? ""
            : "<" + string.Join(
                ", ", type.TypeParameters.Select(one => (variance ? Variance(one) : "") + RuntimeNames.Own(one.Name))) + ">";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    // '`' may not stand in a file's name.
    private static string FileName(INamedTypeSymbol type) =>
        string.Join(".", Namespaces(type).Concat(Around(type).Append(type).Select(one => one.MetadataName))).Replace('`', '-');
}
