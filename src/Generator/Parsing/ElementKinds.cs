using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>The kinds that may stand in a declaration.</summary>
/// <param name="all">All of them.</param>
/// <param name="missingInput">What takes the place of an input that is missing, so that signatures can be written.</param>
/// <param name="missingHead">The same of a head.</param>
internal sealed class ElementKinds(IReadOnlyList<IElementKind> all, InputSpec missingInput, HeadSpec missingHead)
{
    private static readonly HashSet<string> Families = [
        "LstmGen.InputAttribute", "LstmGen.LayerAttribute", "LstmGen.RecurrentLayerAttribute", "LstmGen.HeadAttribute",
    ];

    private readonly Dictionary<string, IElementKind> _byName = all.ToDictionary(kind => kind.AttributeName);

    /// <summary>What takes the place of an input that is missing, so that signatures can be written.</summary>
    public InputSpec MissingInput => missingInput;

    /// <summary>The same of a head.</summary>
    public HeadSpec MissingHead => missingHead;

    /// <summary>The names of the attributes without their namespace, with and without the suffix.</summary>
    public IReadOnlyCollection<string> Names { get; } = [.. all.SelectMany(kind => NamesOf(kind.AttributeName))];

    public IElementKind? Find(string attributeName) => _byName.TryGetValue(attributeName, out IElementKind? kind) ? kind : null;

    /// <summary>The base that makes an attribute one of inputs, layers or heads, known or not; null where it is none of them.</summary>
    public static string? Family(INamedTypeSymbol? attribute)
    {
        for (INamedTypeSymbol? type = attribute?.BaseType; type is not null; type = type.BaseType)
        {
            if (Families.Contains(type.ToDisplayString()))
                return type.Name;
        }

        return null;
    }

    private static string[] NamesOf(string attribute)
    {
        string name = attribute.Substring(attribute.LastIndexOf('.') + 1);
        return [name, name.Substring(0, name.Length - "Attribute".Length)];
    }
}
