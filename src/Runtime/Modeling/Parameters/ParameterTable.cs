using System.Collections.Immutable;
using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The parameters of a model as emitted code lists them: a line of text for each, which the compiler reads fastest.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterTable
{
    /// <summary>Reads the list; each parameter begins where the one before ends.</summary>
    /// <param name="lines">
    /// Name, shape and properties, for example <c>lstm.weight_ih_l0 [68, 32] quantizes frozen</c>. There is a blank between the three.
    /// </param>
    /// <exception cref="FormatException">A line is none of these.</exception>
    public static ImmutableArray<ParameterInfo> Read(params string[] lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var table = ImmutableArray.CreateBuilder<ParameterInfo>(lines.Length);
        int offset = 0;
        foreach (string line in lines)
        {
            ParameterInfo parameter = Read(line, offset);
            table.Add(parameter);
            offset = checked(offset + parameter.Length);
        }

        return table.MoveToImmutable();
    }

    private static ParameterInfo Read(string line, int offset)
    {
        ShapedName parameter = ShapedName.Read(line);
        bool quantizes = false, frozen = false;
        for (string rest = parameter.Rest; rest.Length > 0;)
        {
            bool isFrozen = rest.StartsWith(" frozen", StringComparison.Ordinal);
            if (!isFrozen && !rest.StartsWith(" quantizes", StringComparison.Ordinal))
                throw new FormatException($"'{line}' has '{rest}' behind its shape: only ' quantizes' and ' frozen' may stand there.");
            frozen |= isFrozen;
            quantizes |= !isFrozen;
            rest = rest[(isFrozen ? " frozen" : " quantizes").Length..];
        }

        return new(parameter.Name, offset, parameter.Shape) { Quantizes = quantizes, Frozen = frozen };
    }
}
