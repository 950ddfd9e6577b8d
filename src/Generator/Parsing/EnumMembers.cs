using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>Which numbers are members of an enumeration: C# converts any to it.</summary>
internal static class EnumMembers
{
    /// <summary>Whether an argument is a member, of flags one or several, or is of no enumeration.</summary>
    public static bool Has(TypedConstant value)
    {
        if (value.Kind != TypedConstantKind.Enum || value is not { Type: INamedTypeSymbol type, Value: int number })
            return true;
        int[] members = [.. type.GetMembers().OfType<IFieldSymbol>().Select(field => field.ConstantValue).OfType<int>()];
        bool flags = type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "System.FlagsAttribute");
        return members.Contains(number) || (flags && number != 0 && (number & ~members.Aggregate(0, (all, one) => all | one)) == 0);
    }
}
