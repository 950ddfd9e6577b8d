using LstmGen.Generator.Emitting;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Which classes can be models.</summary>
internal static class TypeShape
{
    /// <summary>Why a class cannot be a model, and how it could; null where it can.</summary>
    public static string? Unsupported(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind == TypeKind.Interface)
            return "an interface has no instances; declare a class";
        if (type.TypeKind != TypeKind.Class)
            return "a structure is copied when it is passed on; declare a class";
        if (type.IsRecord)
            return "a record compares by value; declare a class";
        if (type.IsStatic)
            return "a static class has no instances; remove 'static'";
        if (type.IsAbstract)
            return "an abstract class has no instances; remove 'abstract'";
        if (PrimaryParameters(type) is not null)
            return "its primary constructor would have to be called by the constructor that takes a seed; declare an ordinary "
                + "constructor that begins with ': this(seed)'";
        if (Bases(type).FirstOrDefault(IsModel) is { } model)
            return $"its base class {model.Name} is a model too, and a model has one set of weights; hold a "
                + $"{model.Name} in a field instead";
        if (Bases(type).Any() && Constructors(type, compilation).All(constructor => !IsCalledWithoutArguments(constructor)))
            return $"its base class {type.BaseType!.Name} has no accessible constructor without parameters; add one";
        if (Bases(type).Prepend(type).SelectMany(one => one.GetMembers()).FirstOrDefault(IsRequired) is { } required)
            return $"Load could not set its required member {required.Name}; remove 'required'";
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
                return $"it is nested in {outer.Name}, which is no class, struct or interface";
            if (outer.IsFileLocal)
                return $"it is nested in {outer.Name}, and a file-local class cannot be completed from another file; remove 'file'";
        }

        if (type.IsFileLocal)
            return "a file-local class cannot be completed from another file; remove 'file'";
        LanguageVersion version = ((CSharpCompilation)compilation).LanguageVersion;
        return version >= LanguageVersion.CSharp12 ? null
            : $"emitted code needs C# 12, and the project sets LangVersion to {version.ToDisplayString()}; remove "
                + "LangVersion or set it to 12 or newer";
    }

    /// <summary>Whether the signatures of a class that cannot be a model can be written.</summary>
    public static bool HasSignatures(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (one.IsFileLocal || one.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
                return false;
        }

        return type is { TypeKind: TypeKind.Class, IsStatic: false };
    }

    /// <summary>What the signatures of a class at fault look like.</summary>
    public static Signatures Signatures(INamedTypeSymbol type, Compilation compilation, IEnumerable<string> taken) => new(
        type.IsRecord ? "record" : "class",
        new([.. taken.Concat(TakesSeed(type) ? [EmittedMember.Constructor] : Array.Empty<string>()).Distinct()]),
        Chain(type, compilation), !Bases(type).Any(IsModel), (int)((CSharpCompilation)compilation).LanguageVersion);

    // The primary constructor is the one that takes a seed.
    private static bool TakesSeed(INamedTypeSymbol type) => PrimaryParameters(type) is { Parameters.Count: 1 }
        && type.InstanceConstructors.Any(
            one => one.Parameters.Length == 1 && one.Parameters[0].Type.SpecialType == SpecialType.System_Int64);

    // A constructor beside a primary one must call it, and a base without a constructor without parameters wants arguments.
    private static string Chain(INamedTypeSymbol type, Compilation compilation)
    {
        if (PrimaryParameters(type) is { } primary)
        {
            IMethodSymbol? constructor =
                type.InstanceConstructors.FirstOrDefault(one => one.Parameters.Length == primary.Parameters.Count && !IsCopy(one));
            return constructor is null ? "" : $"this({Defaults(constructor)})";
        }

        IMethodSymbol[] usable = [.. Constructors(type, compilation)];
        return usable.Length == 0 || usable.Any(IsCalledWithoutArguments) ? "" : $"base({Defaults(usable[0])})";
    }

    private static string Defaults(IMethodSymbol constructor) => string.Join(
        ", ",
        constructor.Parameters.Select(parameter => $"default({parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})"));

    private static ParameterListSyntax? PrimaryParameters(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().Select(node => node.ParameterList).FirstOrDefault(
            list => list is not null);

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type.BaseType; one is { SpecialType: not SpecialType.System_Object }; one = one.BaseType)
            yield return one;
    }

    private static bool IsModel(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == ModelParser.ModelAttribute)
        || type.AllInterfaces.Any(one => one.ToDisplayString() == "LstmGen.IRecurrentModel");

    private static IEnumerable<IMethodSymbol> Constructors(INamedTypeSymbol type, Compilation compilation) =>
        type.BaseType!.InstanceConstructors.Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, type));

    private static bool IsCalledWithoutArguments(IMethodSymbol constructor) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams);

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1
            && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
}
