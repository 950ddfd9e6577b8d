using System.Globalization;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>Options of the command line, <c>--name value</c>; a name may come several times.</summary>
internal sealed class Options
{
    private readonly List<(string Name, string Value)> _given = [];

    public Options(ReadOnlySpan<string> args, params ReadOnlySpan<string> known)
    {
        for (int i = 0; i < args.Length; i++)
        {
            if (!known.Contains(args[i]))
                throw new ArgumentException($"'{args[i]}' is no option here; there are {string.Join(' ', known!)}.", nameof(args));
            if (i + 1 == args.Length)
                throw new ArgumentException($"{args[i]} needs a value.", nameof(args));
            _given.Add((args[i], args[++i]));
        }
    }

    public string[] All(string name) => [.. _given.Where(o => o.Name == name).Select(o => o.Value)];

    public string Text(string name, string otherwise) => All(name) is [.., var last] ? last : otherwise;

    public string[] List(string name, string otherwise) =>
        Text(name, otherwise).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public double Number(string name, double otherwise)
    {
        string text = Text(name, otherwise.ToString(CultureInfo.InvariantCulture));
        return double.TryParse(text, CultureInfo.InvariantCulture, out double value) && value > 0
            ? value
            : throw new ArgumentException($"{name} is '{text}'; give a number above 0.", nameof(name));
    }
}
