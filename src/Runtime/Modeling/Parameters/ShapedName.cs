using System.Collections.Immutable;
using System.Globalization;

namespace LstmGen.CompilerServices;

/// <summary>A line of a table that emitted code lists: a name, its shape in brackets, and what follows.</summary>
internal readonly record struct ShapedName(string Name, ImmutableArray<int> Shape, string Rest)
{
    /// <summary>Reads <c>lstm.weight_ih_l0 [68, 32] quantizes</c>.</summary>
    /// <exception cref="FormatException">The line has no name or no shape.</exception>
    public static ShapedName Read(string line)
    {
        int open = line.IndexOf(" [", StringComparison.Ordinal), close = line.IndexOf(']', StringComparison.Ordinal);
        if (open < 1 || close < open)
            throw new FormatException($"'{line}' has no shape: write a name, a blank, and its shape in brackets.");
        return new(line[..open], Numbers(line.AsSpan(open + 2, close - open - 2)), line[(close + 1)..]);
    }

    private static ImmutableArray<int> Numbers(ReadOnlySpan<char> text)
    {
        var shape = ImmutableArray.CreateBuilder<int>(2);
        while (text.Length > 0)
        {
            int end = text.IndexOf(',');
            ReadOnlySpan<char> dimension = end < 0 ? text : text[..end];
            shape.Add(int.Parse(dimension, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture));
            text = end < 0 ? default : text[(end + 1)..];
        }

        return shape.DrainToImmutable();
    }
}
