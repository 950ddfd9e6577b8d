using System.Text.RegularExpressions;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Finds names that emitted code cannot have: members of the user's class, and members of emitted types that get one name twice.
/// </summary>
internal static class MemberConflicts
{
    // Others are called by emitted code on behalf of the runtime, where an overload would be mistaken for them.
    private static readonly HashSet<string> Overloadable =
        ["Predict", "PredictWithAttention", "Load", "Save", "Describe", "Initialize", "CreateWorkspace", "CreateStream", "To"];

    private static readonly HashSet<string> Interfaces = ["IRecurrentModel", "INextTokenModel", "ISourceModel", "IHasGpuModel"];

    private static readonly SymbolDisplayFormat Plain = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>Members of a class that emitted code declares too.</summary>
    /// <param name="type">The class.</param>
    /// <param name="own">What emitted code declares in it, by name.</param>
    /// <returns>The name for a message, and the emitted member's.</returns>
    public static IEnumerable<(string Shown, string Emitted)> OfClass(INamedTypeSymbol type, ILookup<string, EmittedMember> own)
    {
        if (own.Contains(type.Name))
            yield return (type.Name, type.Name);
        foreach (ITypeParameterSymbol parameter in type.TypeParameters.Where(parameter => own.Contains(parameter.Name)))
            yield return (parameter.Name, parameter.Name);
        foreach (ISymbol member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared || member is IPropertySymbol))
        {
            if (Explicit(member) is { } explicitly)
                yield return (explicitly, "");
            else if (Taken(member, own) is { } name)
                yield return (member switch { IMethodSymbol { MethodKind: MethodKind.Constructor } =>
                    type.Name, IMethodSymbol => member.Name, _ => name }, name);
        }

        // What a base leaves to be overridden is not what emitted code declares.
        for (INamedTypeSymbol? one = type.BaseType; one is not null; one = one.BaseType)
        {
            foreach (ISymbol member in one.GetMembers().Where(member => member.IsAbstract && own.Contains(member.Name)))
                yield return ($"{one.Name}.{member.Name}", member.Name);
        }
    }

    /// <summary>Names of the user's choice that an emitted type has already.</summary>
    /// <param name="text">The emitted text.</param>
    /// <param name="compilation">Where the bases of emitted types are.</param>
    public static IEnumerable<(GivenName Given, string Reason)> OfGivenNames(ModelText text, Compilation compilation)
    {
        var reported = new HashSet<GivenName>();
        HashSet<string> names = [.. text.Given.Select(given => given.Member)];
        IEnumerable<EmittedMember> members = text.Members.Where(member => names.Contains(member.Name));
        foreach (IGrouping<(string Container, string Name), EmittedMember> group in members.GroupBy(
            member => (member.Container, member.Name)))
        {
            (string container, string name) = group.Key;
            string place = container.Length == 0 ? "the model" : container;
            bool overloads = group.All(member => member.Parameters is not null)
                && group.Select(member => member.Parameters).Distinct().Count() == group.Count();
            bool taken = !overloads && group.Count() > 1 || name == container || HidesBase(group, text, compilation);
            if (taken && text.Given.LastOrDefault(given => given.Member == name) is { } given && reported.Add(given))
                yield return (given, $"{place} has the member '{name}' already");
        }
    }

    // A member of the base that emitted code uses; others may be hidden.
    private static bool HidesBase(IGrouping<(string Container, string Name), EmittedMember> group, ModelText text, Compilation compilation)
    {
        string name = group.Key.Name;
        if (group.Key.Container != "Workspace" || group.All(member => member.IsOverride))
            return false;
        for (INamedTypeSymbol? one = compilation.GetTypeByMetadataName("LstmGen.CompilerServices.EmittedWorkspace`2");
            one is { SpecialType: not SpecialType.System_Object }; one = one.BaseType)
        {
            // The text is searched last: this runs for every model whenever anything in the project changes.
            if (one.GetMembers(name).Any(member => member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Internal)))
                return IsUsed(text, name);
        }

        return false;
    }

    private static bool IsUsed(
        ModelText text, string name) => text.Files.Where(file => file.Suffix != ModelEmitter.GpuSuffix)
        .Any(file => Regex.IsMatch(file.Text, $@"\b(ws|_ws|workspace)\.{name}\b")
            || Regex.IsMatch(CodeWriter.RegionOf(file.Text, "Workspace"), $@"^[^/\n]*(?<![\w.@""]){name}\b(?! =>)",
                RegexOptions.Multiline));

    // A method of the user's that implements what emitted code implements.
    private static string? Explicit(ISymbol member)
    {
        ISymbol? implemented = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } method =>
                method.ExplicitInterfaceImplementations.FirstOrDefault(),
            IPropertySymbol property => property.ExplicitInterfaceImplementations.FirstOrDefault(),
            _ => null,
        };
        return implemented is not null && Interfaces.Contains(implemented.ContainingType.Name)
            ? $"{implemented.ContainingType.Name}.{implemented.Name}" : null;
    }

    /// <summary>Whether emitted code declares a constructor of the same parameters.</summary>
    public static bool IsTaken(IMethodSymbol constructor, ILookup<string, EmittedMember> own) => Taken(constructor, own) is not null;

    private static string? Taken(ISymbol member, ILookup<string, EmittedMember> own)
    {
        string name = member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name;
        if (member is not IMethodSymbol method)
            return own.Contains(name) ? name : null;
        // A primary constructor is reported as such.
        if (method.MethodKind is MethodKind.Constructor
            && method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            return null;
        if (method.MethodKind is MethodKind.Constructor)
            return own[name].Any(emitted => emitted.Parameters == Parameters(method)) ? name : null;
        if (method.MethodKind is not MethodKind.Ordinary)
            return null;
        if (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
            return own[name.Substring(4)].Any(emitted => emitted.Parameters is null) ? name.Substring(4) : null;
        bool mayOverload = Overloadable.Contains(name) && own[name].All(emitted => emitted is { IsPublic: true, Parameters: not null });
        bool same = method.Arity == 0 && own[name].Any(emitted => emitted.Parameters == Parameters(method));
        return own.Contains(name) && (same || !mayOverload) ? name : null;
    }

    private static string? Parameters(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.RefKind != RefKind.None) ? null
        : string.Join(",", method.Parameters.Select(parameter => EmittedMembers.Plain(parameter.Type.ToDisplayString(Plain))));
}
