using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>A class that has what stands on models, and not <c>[RecurrentModel]</c>.</summary>
internal static class MissingMark
{
    /// <summary>The first attribute that stands on models only; null on a class that has <c>[RecurrentModel]</c>, or none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="kinds">What may stand on a model.</param>
    public static AttributeData? NeededBy(INamedTypeSymbol type, ElementKinds kinds) =>
        type.GetAttributes().Any(attribute => ModelParser.IsModelAttribute(attribute) || IsUnknown(attribute))
            ? null
            : type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() is { } name
                && kinds.Find(name) is not null && !IsMarkOfCell(attribute, name));

    /// <summary>What is said of it.</summary>
    /// <param name="attribute">The attribute that needs the mark.</param>
    /// <param name="type">The class.</param>
    /// <param name="declaration">The declaration that has the attribute.</param>
    public static DiagnosticInfo Of(AttributeData attribute, INamedTypeSymbol type, TypeDeclarationSyntax declaration) =>
        DiagnosticInfo.Create(
            Descriptors.NotMarked, LocationInfo.From(declaration.Identifier.GetLocation()), type.Name,
            AttributeReader.ShortName(attribute));

    // The compiler says that there is no such name here.
    private static bool IsUnknown(AttributeData attribute) =>
        attribute.AttributeClass is { TypeKind: TypeKind.Error, Name: "RecurrentModel" or "RecurrentModelAttribute" };

    // With the class of a cell it is a layer.
    private static bool IsMarkOfCell(AttributeData attribute, string name) =>
        name == CellReader.Attribute && attribute.ConstructorArguments.Length == 0;
}
