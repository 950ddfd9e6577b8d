using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>Typed, checked access to the arguments of one attribute; what is wrong is reported where it stands.</summary>
internal sealed class AttributeReader(AttributeData attribute, AttributeSyntax? syntax, ICollection<DiagnosticInfo> diagnostics)
{
    /// <summary>The largest size that an argument may have.</summary>
    public const int LargestSize = 1 << 24;

    /// <summary>The attribute as its user writes it, without the suffix.</summary>
    public string Name { get; } = ShortName(attribute);

    public LocationInfo? Location { get; } = LocationInfo.From(syntax);

    /// <summary>The compilation, for arguments that name types.</summary>
    public Compilation? Compilation { get; init; }

    /// <summary>All kinds, for arguments that name other models.</summary>
    public ElementKinds? Kinds { get; init; }

    /// <summary>Ends a longer reading.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether what an argument names is at fault, and that is reported where it stands.</summary>
    public bool IsFaulty { get; set; }

    public static string ShortName(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    /// <summary>A constructor argument that must be at least <paramref name="minimum"/>.</summary>
    public int Size(int position, string name, int minimum = 1, int maximum = LargestSize)
    {
        int value = attribute.ConstructorArguments.Length > position && attribute.ConstructorArguments[position].Value is int given
            ? given
            : minimum;
        return CheckSize(value, name, minimum, maximum, ArgumentLocation(position));
    }

    /// <summary>A property that must be at least <paramref name="minimum"/>.</summary>
    public int Size(string name, int fallback, int minimum, int maximum = LargestSize) =>
        CheckSize(Get(name, fallback), name, minimum, maximum, PropertyLocation(name));

    /// <summary>A constructor argument that is a probability.</summary>
    public float Rate(int position, string name) =>
        CheckRate(Argument(position, 0f), name, ArgumentLocation(position));

    /// <summary>A property that is a probability.</summary>
    public float Rate(string name) => CheckRate(Get(name, 0f), name, PropertyLocation(name));

    public T Get<T>(string name, T fallback)
    {
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (named.Key == name)
                return Value(named.Value, fallback);
        }

        return fallback;
    }

    /// <summary>The numbers of a property that is an array; none where it is not set.</summary>
    public IReadOnlyList<float> Numbers(string name)
    {
        TypedConstant given = attribute.NamedArguments.FirstOrDefault(named => named.Key == name).Value;
        return given.Kind == TypedConstantKind.Array && !given.IsNull
            ? [.. given.Values.Select(value => value.Value is float number ? number : 0)]
            : [];
    }

    /// <summary>A constructor argument as it stands, unchecked.</summary>
    public T Argument<T>(int position, T fallback) =>
        attribute.ConstructorArguments.Length > position ? Value(attribute.ConstructorArguments[position], fallback) : fallback;

    /// <summary>A constructor argument that names a type.</summary>
    public INamedTypeSymbol? Type(int position) => Argument<INamedTypeSymbol?>(position, null);

    /// <summary>
    /// Reports every argument of an enumeration that is none of its members; readers are given the fallback in its place.
    /// </summary>
    public void RequireMembers()
    {
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            RequireMember(attribute.ConstructorArguments[i], attribute.AttributeConstructor!.Parameters[i].Name, ArgumentLocation(i));
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
            RequireMember(named.Value, named.Key, PropertyLocation(named.Key));
    }

    private void RequireMember(TypedConstant value, string name, LocationInfo? location)
    {
        if (!EnumMembers.Has(value))
            Report(Descriptors.OutOfRange, location, $"{Name}: {name}", $"{value.Value}", $"give a member of {value.Type!.Name}");
    }

    public bool Has(string name) => attribute.NamedArguments.Any(named => named.Key == name);

    /// <summary>An enumeration's value as its member's number.</summary>
    public TEnum Enum<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum => (TEnum)(object)Get(name, (int)(object)fallback);

    /// <summary>The same of a constructor argument.</summary>
    public TEnum Enum<TEnum>(int position, TEnum fallback)
        where TEnum : struct, Enum => (TEnum)(object)Argument(position, (int)(object)fallback);

    /// <summary>A prefix of parameter names; it must be usable as an identifier's part.</summary>
    public string? Identifier(string name)
    {
        string? value = Get<string?>(name, null);
        if (value is not null && !IsName(value))
        {
            Report(
                Descriptors.OutOfRange, PropertyLocation(name), $"{Name}: {name}", Literal.Of(value),
                "give a name of letters, digits and underscores that begins with a letter");
            return null;
        }

        return value;
    }

    // Underscores at its front are left out of members' names, and characters that show nothing do not tell identifiers apart.
    private static bool IsName(string value) =>
        SyntaxFacts.IsValidIdentifier(value)
        && value.TrimStart('_') is { Length: > 0 } rest && char.IsLetter(rest[0])
        && !value.Any(c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format);

    public void Report(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.Create(descriptor, location ?? Location, arguments));

    /// <summary>Reports a value outside its range unless <paramref name="valid"/>.</summary>
    public void Require(bool valid, string property, string value, string fix)
    {
        if (!valid)
            Report(Descriptors.OutOfRange, PropertyLocation(property), $"{Name}: {property}", value, fix);
    }

    public LocationInfo? PropertyLocation(string name) => LocationInfo.From(syntax?.ArgumentList?.Arguments
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name));

    // Arguments with a name may stand in any order.
    private LocationInfo? ArgumentLocation(int position)
    {
        AttributeArgumentSyntax[] arguments =
            [.. syntax?.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null) ?? []];
        string? name = attribute.AttributeConstructor?.Parameters.ElementAtOrDefault(position)?.Name;
        return LocationInfo.From(
            Array.Find(arguments, argument => argument.NameColon?.Name.Identifier.ValueText == name && argument.NameColon is not null)
                ?? arguments.ElementAtOrDefault(position));
    }

    // Attributes have doubles, so that 0.1 and 0.1f both compile; models compute in floats.
    private static T Value<T>(TypedConstant constant, T fallback) => constant.Value switch
    {
        _ when !EnumMembers.Has(constant) => fallback,
        T value => value,
        double value when fallback is float => (T)(object)(float)value,
        _ => fallback,
    };

    private int CheckSize(int value, string name, int minimum, int maximum, LocationInfo? location)
    {
        if (value < minimum)
            Report(Descriptors.NotPositive, location, $"{Name}: {name}", value.ToString(), minimum.ToString());
        else if (value > maximum)
            Report(Descriptors.OutOfRange, location, $"{Name}: {name}", value.ToString(), $"give at most {maximum}");
        return value > maximum ? minimum : Math.Max(value, minimum);
    }

    private float CheckRate(float value, string name, LocationInfo? location)
    {
        if (value is >= 0 and < 1)
            return value;
        Report(Descriptors.RateOutOfRange, location, $"{Name}: {name}", Literal.Shown(value), string.Empty);
        return 0;
    }
}
