using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Hands out the names of a model's layers, parameters and heads, each of which may be used once. Whether a name that its user chose is
/// free among all emitted members is read from the emitted text, when it is written.
/// </summary>
/// <param name="refuse">Reports a name that cannot be given; another one is handed out, with which the rest can be laid out.</param>
internal sealed class EmittedNames(Action<DiagnosticDescriptor, string[]> refuse)
{
    private readonly Dictionary<string, int> _layers = [];
    private readonly HashSet<string> _layerNames = [];
    private readonly Dictionary<string, int> _kinds = [];
    private readonly HashSet<string> _prefixes = [];
    private readonly Dictionary<string, string> _heads = [];
    private readonly Dictionary<string, string> _parameters = [];

    /// <summary>Heads so far.</summary>
    public int Heads => _heads.Count;

    /// <summary>A name for a new layer of a kind: <c>Lstm0</c>, <c>Lstm1</c>, ...</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="number">The number behind the kind: layers of the kind before it, or more.</param>
    public string Layer(string kind, out int number)
    {
        _layers.TryGetValue(kind, out number);
        while (!_layerNames.Add(kind + number))
            number++; // Gru1 and 0 is Gru and 10
        _layers[kind] = number + 1;
        return kind + number;
    }

    /// <summary>A prefix of parameter names: the given one, or the kind's, numbered from the second on.</summary>
    public string Prefix(string kind, string? given)
    {
        _kinds.TryGetValue(kind, out int count);
        _kinds[kind] = count + 1;
        string prefix = given ?? (count == 0 ? kind : kind + (count + 1));
        if (_prefixes.Add(prefix))
            return prefix;
        Refuse(Descriptors.NameTaken, prefix);
        return Free(prefix, _prefixes.Contains);
    }

    /// <summary>A head's name.</summary>
    public string Head(string? given)
    {
        string name = given ?? "head", property = Names.Pascal(name);
        if (_heads.TryGetValue(property, out string? other))
        {
            if (other == name)
                Refuse(Descriptors.NameTaken, name);
            else
                Refuse(Descriptors.NameRefused, name, $"the head '{other}' has the member '{property}' already");
            name = Free(name, free => _heads.ContainsKey(Names.Pascal(free)));
            property = Names.Pascal(name);
        }

        _heads.Add(property, name);
        _prefixes.Add(name);
        return name;
    }

    /// <summary>A parameter's name.</summary>
    public string Parameter(string name)
    {
        string property = Names.Pascal(name);
        if (_parameters.TryGetValue(property, out string? other))
        {
            string prefix = name.Substring(0, name.IndexOf('.'));
            if (other == name)
                Refuse(Descriptors.NameTaken, prefix);
            else
                Refuse(Descriptors.NameRefused, prefix, $"the parameters '{name}' and '{other}' would both be Weights.{property}");
            name = Free(name, free => _parameters.ContainsKey(Names.Pascal(free)));
            property = Names.Pascal(name);
        }

        _parameters.Add(property, name);
        return name;
    }

    private static string Free(string name, Func<string, bool> taken) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(number => name + number).First(free => !taken(free));

    private void Refuse(DiagnosticDescriptor descriptor, params string[] arguments) => refuse(descriptor, arguments);
}
