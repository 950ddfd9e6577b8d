using LstmGen.Reference.Autodiff;

namespace LstmGen.Reference.Equations;

/// <summary>A gate of a cell: its name and what its products multiply (x: ih, h: hh, another value: of).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Whether x.</param>
/// <param name="Hidden">Whether h.</param>
/// <param name="Other">Whether the cell's other value.</param>
public readonly record struct EquationGate(string Name, bool Input = true, bool Hidden = true, bool Other = false);

/// <summary>The naive version of a cell of one's own: what a step computes from its inputs by name, on the tape.</summary>
public sealed class EquationCell
{
    /// <summary>Full name of the class, as in <c>typeof</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>Gates in the order of the parameters.</summary>
    public required IReadOnlyList<EquationGate> Gates { get; init; }

    /// <summary>Weights per unit.</summary>
    public IReadOnlyList<string> Weights { get; init; } = [];

    /// <summary>States besides h.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>A step: from gates, weights, states and h before, by name, to the states after, and h last.</summary>
    public required Func<Tape, Func<string, Var>, Var[]> Step { get; init; }

    /// <summary>What gates read in place of h, or null.</summary>
    public Func<Tape, Func<string, Var>, Var>? Other { get; init; }
}
