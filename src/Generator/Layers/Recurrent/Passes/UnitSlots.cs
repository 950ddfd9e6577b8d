using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The values that a unit stores per step, and what emitted code calls their places in a row of gates, which lie as panels of [slot][8
/// units]: <c>fAt</c> is where f of the unit at hand stands.
/// </summary>
/// <param name="Names">What is stored, in order: the gates, unless the backward pass needs more.</param>
internal sealed record UnitSlots(IReadOnlyList<string> Names)
{
    /// <summary>Of a pass that reads no gates.</summary>
    public static UnitSlots None { get; } = new([]);

    public int Count => Names.Count;

    /// <summary>All places' names.</summary>
    public IEnumerable<string> Places => Enumerable.Range(0, Count).Select(Place);

    /// <summary>The name of a slot's place.</summary>
    public string Place(int slot)
    {
        string name = Names[slot];
        bool plain = name.All(c => c is '_' || char.IsLetterOrDigit(c)) && !Names.Take(slot).Contains(name);
        return (plain ? name : "slot" + slot) + "At";
    }

    /// <summary>The statement that declares the places that <paramref name="statements"/> name.</summary>
    /// <returns>Null where they name none.</returns>
    public string? Declare(string statements) => Declare(statements, "int ", First);

    /// <summary>The expression for the place of the first slot.</summary>
    public string First => Count == 1 ? "unit" : $"(unit & -{Layout.Panel}) * {Count} + (unit & {Layout.Panel - 1})";

    /// <summary>The same where a row of gates holds the values of one unit only.</summary>
    public string? DeclareAlone(string statements) => Declare(statements, "const int ", null);

    private string? Declare(string statements, string type, string? first)
    {
        int[] used = [.. Enumerable.Range(0, Count).Where(slot => Words.Has(statements, Place(slot)))];
        if (used.Length == 0)
            return null;
        IEnumerable<int> declared = first is null || used[0] == 0 ? used : used.Prepend(0);
        return type + string.Join(", ", declared.Select(slot =>
            $"{Place(slot)} = {(first is null ? $"{slot * Layout.Panel}" : slot == 0 ? first : $"{Place(0)} + {slot * Layout.Panel}")}"))
                + ";";
    }
}
