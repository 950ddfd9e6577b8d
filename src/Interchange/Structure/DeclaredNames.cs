using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>
/// What the names of each element's parameters begin with: the given name, or the kind's, of layers numbered from the second on.
/// </summary>
internal sealed class DeclaredNames
{
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);

    /// <summary>The name of the next element; empty where it has none.</summary>
    public string Next(DeclaredElement element)
    {
        if (element.Kind is "Features" or "Dropout" or "Activation" or "Source")
            return "";
        string kind = element.UsualName;
        if (kind == "head")
            return element.Name ?? kind;
        int number = _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        return element.Name ?? (number == 1 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}{number}"));
    }
}
