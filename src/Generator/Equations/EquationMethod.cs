using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Equations;

/// <summary>What the readers of cells and losses share.</summary>
internal static class EquationMethod
{
    /// <summary>The only static method of a name.</summary>
    /// <exception cref="EquationFault">There is none, or several.</exception>
    public static IMethodSymbol Find(INamedTypeSymbol type, string name, string fix)
    {
        IMethodSymbol[] found = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        if (found.Length == 0)
            throw Fault(type, $"has no method {name}", fix);
        if (found.Length > 1)
            throw Fault(found[1], $"has {found.Length} methods {name}", "keep one of them");
        if (!found[0].IsStatic)
            throw Fault(found[0], $"has a method {name} that is not static", "make it static");
        if (found[0].IsGenericMethod || type.IsGenericType)
            throw Fault(found[0], $"has a generic method {name}", "write it for float");
        return found[0].PartialImplementationPart ?? found[0];
    }

    /// <summary>A fault of a class or of its method.</summary>
    public static EquationFault Fault(ISymbol at, string what, string fix) =>
        new(Descriptors.NoEquations, Place(at), (at as INamedTypeSymbol ?? at.ContainingType).Name, what, fix);

    /// <summary>A fault of a parameter.</summary>
    public static EquationFault NoRole(IParameterSymbol at, string what, string fix) =>
        new(Descriptors.NoRole, Place(at), at.Name, what, fix);

    public static AttributeData? Attribute(ISymbol symbol, string name) => Attributes(symbol, name).FirstOrDefault();

    public static IEnumerable<AttributeData> Attributes(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>A named argument of an attribute.</summary>
    public static T Named<T>(AttributeData attribute, string name, T fallback)
    {
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (named.Key == name)
                return named.Value.Value is T value ? value : fallback;
        }

        return fallback;
    }

    private static Location? Place(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);
}
