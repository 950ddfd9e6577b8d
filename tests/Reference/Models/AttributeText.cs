using System.Globalization;

namespace LstmGen.Reference.Models;

/// <summary>Writes one attribute of a declaration as C#, leaving out properties at their default.</summary>
internal sealed class AttributeText(string name)
{
    private readonly List<string> _arguments = [];

    public AttributeText Positional(object value)
    {
        _arguments.Add(Literal(value));
        return this;
    }

    public AttributeText Named<T>(string property, T value, T standard)
    {
        if (value is not null && !EqualityComparer<T>.Default.Equals(value, standard))
            _arguments.Add($"{property} = {Literal(value)}");
        return this;
    }

    public override string ToString() =>
        _arguments.Count == 0 ? $"[{name}]" : $"[{name}({string.Join(", ", _arguments)})]";

    private static string Literal(object value) => value switch
    {
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        float number when float.IsNaN(number) => "float.NaN",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        Enum member => string.Join(" | ", member.ToString().Split(", ").Select(flag => $"{member.GetType().Name}.{flag}")),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
