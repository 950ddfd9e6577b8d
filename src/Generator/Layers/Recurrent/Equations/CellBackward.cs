using LstmGen.Generator.Equations;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The derivatives of a cell. Where gates read another value in place of h, they come in two passes, with the product that carries the
/// gradient of that value between them.
/// </summary>
internal sealed class CellBackward
{
    /// <summary>Inputs that are gradients of outputs.</summary>
    public const string OfHidden = "d h", OfOther = "dValue";

    private readonly CellEquations _cell;
    private readonly HashSet<Node> _late, _dependent;

    public CellBackward(CellEquations cell)
    {
        _cell = cell;
        Graph g = cell.Graph;
        First = new Derivatives(
            g, [(cell.Output, g.Input(OfHidden)), .. cell.Next.Select((next, index) => (next, g.Input(OfState(cell.States[index]))))]);
        Second = cell.Other is null ? null : new Derivatives(g, [(cell.Other, g.Input(OfOther))]);
        _late = cell.Other is null ? [] : [.. Node.Cone([cell.Other])];
        var seeds = new HashSet<Node>(new[] { OfHidden, OfOther }.Concat(cell.States.Select(OfState)).Select(g.Input));
        _dependent = [];
        foreach (Node node in Node.Cone(Roots))
        {
            if (seeds.Contains(node) || node.Operands.Any(_dependent.Contains))
                _dependent.Add(node);
        }
    }

    /// <summary>From h and the states after the step.</summary>
    public Derivatives First { get; }

    /// <summary>From the value that other gates read; null where there is none.</summary>
    public Derivatives? Second { get; }

    /// <summary>The name of the gradient of a state.</summary>
    public static string OfState(string state) => $"d {state}";

    /// <summary>Whether the gradient of a gate is known in the second pass only.</summary>
    public bool IsLate(CellGate gate) => _late.Contains(_cell.Graph.Input(gate.Name));

    /// <summary>Whether a node is a gradient.</summary>
    public bool DependsOnGradient(Node node) => _dependent.Contains(node);

    /// <summary>Inputs of Step.</summary>
    public IEnumerable<Node> Inputs => _cell.Gates.Select(gate => gate.Name).Concat(_cell.Weights.Select(weight => weight.Name))
        .Concat(_cell.States)
        .Concat(_cell.Previous is null ? [] : new[] { _cell.Previous }).Select(_cell.Graph.Input);

    /// <summary>All gradients.</summary>
    public IEnumerable<Node> Roots => Inputs.SelectMany(input => new[] { First[input], Second?[input] }).OfType<Node>();
}
