using System.Collections.Immutable;
using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The recurrent states of a model as emitted code lists them: a line of text for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateTable
{
    /// <summary>Reads the list; each state begins where the one before ends.</summary>
    /// <param name="lines">Name, layers times directions, and units: <c>lstm.h [4, 17]</c>.</param>
    /// <exception cref="FormatException">A line is no such state.</exception>
    public static ImmutableArray<StateInfo> Read(params string[] lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var table = ImmutableArray.CreateBuilder<StateInfo>(lines.Length);
        int offset = 0;
        foreach (string line in lines)
        {
            ShapedName state = ShapedName.Read(line);
            if (state.Shape.Length != 2 || state.Rest.Length > 0)
                throw new FormatException($"'{line}' is no state: write its name, a blank, and [layers times directions, units].");
            table.Add(new StateInfo(state.Name, state.Shape[0], state.Shape[1], offset));
            offset = checked(offset + table[^1].Length);
        }

        return table.MoveToImmutable();
    }
}
