using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Equations;

/// <summary>
/// Names of states and weights that emitted code can tell apart: it writes them in Pascal case, and has names of its own that begin with
/// them.
/// </summary>
internal static class CellNames
{
    // What emitted names of one state have behind its name.
    private static readonly string[] Endings = ["", "Gradient", "Units", "Kept"];

    // Those of the layer's own weights.
    private static readonly string[] Own = ["Ih", "Hh", "Hr"];

    /// <exception cref="EquationFault">Two names meet.</exception>
    public static void Check(IMethodSymbol step, CellEquations cell)
    {
        string[] weights = [.. cell.Weights.Select(weight => weight.Name)], states = [.. cell.States.Where(state => state != "c")];
        if (weights.FirstOrDefault(weight => Own.Contains(Words.Pascal(weight))) is { } own)
            throw EquationMethod.NoRole(
                Parameter(step, own), "has the name of one of the layer's own weights", "give it another name");
        Tell(step, weights, [""]);
        Tell(step, states, Endings);
    }

    private static void Tell(IMethodSymbol step, string[] names, string[] endings)
    {
        for (int i = 0; i < names.Length; i++)
        {
            string mine = Words.Pascal(names[i]);
            string? other = names.Take(i).FirstOrDefault(before => endings.Any(
                ending => Words.Pascal(before) + ending == mine || mine + ending == Words.Pascal(before)));
            if (other is not null)
                throw EquationMethod.NoRole(
                    Parameter(step, names[i]), $"has a name that emitted code cannot tell from '{other}'",
                    "give it one that differs in more than case, underscores, and 'Gradient', 'Units' or 'Kept' at its end");
        }
    }

    private static IParameterSymbol Parameter(IMethodSymbol step, string name) =>
        step.Parameters.First(parameter => parameter.Name == name);
}
