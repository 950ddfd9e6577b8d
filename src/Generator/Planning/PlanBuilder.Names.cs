using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Planning;

// Names of layers, parameters and heads, each of which may be used once.
internal sealed partial class PlanBuilder
{
    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<string> _prefixes = [];
    private readonly Dictionary<string, string> _heads = [];
    private readonly Dictionary<string, string> _properties = [];
    private int? _misnamed; // the element of which a name was reported

    /// <summary>A name for a new layer of a kind: <c>Lstm0</c>, <c>Lstm1</c>, ...</summary>
    public string LayerName(string kind)
    {
        _counts.TryGetValue(kind, out int count);
        _counts[kind] = count + 1;
        return kind + count;
    }

    /// <summary>A prefix of parameter names: the given one, or the kind's, numbered from the second on.</summary>
    public string Prefix(string kind, string? given)
    {
        string key = "prefix " + kind;
        _counts.TryGetValue(key, out int count);
        _counts[key] = count + 1;
        string prefix = given ?? (count == 0 ? kind : kind + (count + 1));
        if (!_prefixes.Add(prefix))
        {
            Misname(Descriptors.NameTaken, prefix);
            return _prefix = Free(prefix, _prefixes.Contains);
        }

        return _prefix = prefix;
    }

    /// <summary>A head's name; each may be used once.</summary>
    public string HeadName(string? given)
    {
        string name = given ?? "head", property = Names.Pascal(name);
        if (_heads.TryGetValue(property, out string? other))
        {
            if (other == name)
                Misname(Descriptors.NameTaken, name);
            else
                Misname(Descriptors.NameRefused, name, $"the head '{other}' has the member '{property}' already");
            name = Free(name, free => _heads.ContainsKey(Names.Pascal(free)));
            property = Names.Pascal(name);
        }

        _heads.Add(property, name);
        _prefixes.Add(name);
        return name;
    }

    // The name, or on a mistake that is reported another one, with which the rest can be laid out.
    private string ParameterName(string name)
    {
        string property = Names.Pascal(name);
        if (_properties.TryGetValue(property, out string? other))
        {
            string prefix = name.Substring(0, name.IndexOf('.'));
            if (other == name)
                Misname(Descriptors.NameTaken, prefix);
            else
                Misname(Descriptors.NameRefused, prefix, $"the parameters '{name}' and '{other}' would both be Weights.{property}");
            name = Free(name, free => _properties.ContainsKey(Names.Pascal(free)));
            property = Names.Pascal(name);
        }

        _properties.Add(property, name);
        return name;
    }

    private static string Free(string name, Func<string, bool> taken) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(number => name + number).First(free => !taken(free));

    // One name at fault is one diagnostic, however many members bear it.
    private void Misname(DiagnosticDescriptor descriptor, params string[] arguments)
    {
        if (_misnamed != Element || Element is null)
            Report(descriptor, arguments);
        _misnamed = Element;
    }
}
