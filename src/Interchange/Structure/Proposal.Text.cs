using System.Globalization;

namespace LstmGen.Interchange.Structure;

// The attributes as they read, and the same elements as a description has them.
internal sealed partial class Proposal
{
    private void Element(LayerSketch layer, string usual, string start, string options, string canonical)
    {
        string name = Name(layer, usual, out string named);
        string arguments = options + named;
        string attribute = start.EndsWith('(') ? start + arguments.TrimStart(',', ' ') : start + arguments;
        _elements.Add(
            new ProposedElement(
                (attribute + ")").Replace("()", "", StringComparison.Ordinal), canonical + Behind(name, named), layer, name));
    }

    /// <summary>
    /// A name of letters, digits and underscores that no other layer has; <paramref name="named"/> sets it where it is not the usual one.
    /// </summary>
    private string Name(LayerSketch layer, string usual, out string named)
    {
        string own = layer.Name[(layer.Name.LastIndexOf('.') + 1)..];
        if (own.Length == 0 || own.All(char.IsAsciiDigit))
            own = layer.Name.Length == 0 ? usual : layer.Name;
        string name = new([.. own.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]);
        if (!char.IsAsciiLetter(name[0]))
            name = $"{usual}_{name.TrimStart('_')}";
        if (TakenNames.IsTaken(name, usual))
            name = $"{name}_{usual}";
        string free = name;
        for (int i = 2; !_names.Add(free.Replace("_", "", StringComparison.Ordinal)); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        bool first = !_elements.Exists(element => element.Name.Length > 0 && Usual(element.Layer!.Kind) == Usual(layer.Kind));
        named = free == usual && (first || usual == "head") ? "" : $", Name = \"{free}\"";
        return free;
    }

    /// <summary>A name as the description has it, among what computes nothing.</summary>
    private static string Behind(string name, string named) => named.Length == 0 ? "" : $" | Name=\"{name}\"";

    private static string Usual(LayerKind kind) => kind.ToString();

    private static void RequireDeclared(LayerSketch layer)
    {
        if (layer.Activation == "Softmax")
            throw new FormatException($"layer '{layer.Name}' has softmax and is not the head");
    }

    private static string Activation(LayerSketch layer) => layer.Activation == "None" ? "" : $"Activation = Activation.{layer.Activation}";

    private static string Bias(LayerSketch layer) => layer.Bias ? "" : "Bias = false";

    private static string Options(params string[] options) =>
        string.Concat(options.Where(option => option.Length > 0).Select(option => ", " + option));

    /// <summary>An option as the description has it: <c>Merge = Merge.Sum</c> is <c> Merge=Sum</c>.</summary>
    private static string Of(string option) =>
        option.Length == 0
            ? ""
            : " " + option[..option.IndexOf(' ', StringComparison.Ordinal)] + "=" + option[(option.LastIndexOfAny([' ', '.']) + 1)..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
