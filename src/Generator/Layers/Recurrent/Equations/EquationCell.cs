using LstmGen.Generator.Equations;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>A cell given by its equations: the passes are written from them and from their derivatives.</summary>
internal sealed partial class EquationCell : RecurrentCell
{
    private readonly CellEquations _cell;
    private readonly CellStores _stores;
    private readonly IReadOnlyList<(CellWeight Role, ParameterPlan Parameter)> _weights;
    private readonly EquationComments _comments;
    private readonly bool _keepsZero;

    /// <param name="cell">The equations.</param>
    /// <param name="mixes">Whether zoneout mixes states after the step.</param>
    /// <param name="weights">The parameters of its weights per unit.</param>
    public EquationCell(CellEquations cell, bool mixes, IReadOnlyList<(CellWeight, ParameterPlan)> weights)
    {
        (_cell, _weights) = (cell, weights);
        _stores = new CellStores(cell, keepsNext: !mixes);
        _comments = new EquationComments(cell, _stores.Backward);
        IEnumerable<Node> values = cell.Other is null ? [.. cell.Next, cell.Output] : [.. cell.Next, cell.Output, cell.Other];
        _keepsZero = AtZero.Holds(values.Concat(_stores.Backward.Roots));
        // What emitted code calls them.
        for (int i = 0; i < cell.States.Count; i++)
        {
            cell.Graph.Input(cell.States[i]).Local = cell.States[i] + "Before";
            if (cell.Next[i].Operands.Count > 0)
                cell.Next[i].Local = cell.States[i];
        }

        if (cell.Previous is { } previous)
            cell.Graph.Input(previous).Local = previous + "Last";
    }

    public override IReadOnlyList<string> Gates => [.. _cell.Gates.Where(gate => gate.ReadsInput).Select(gate => gate.Name)];

    public override IReadOnlyList<string> Slots => _stores.Slots;

    public override GateWindow InputWindow => Window(gate => gate.ReadsInput);

    public override GateWindow RecurrentWindow => Window(gate => gate.ReadsHidden);

    public override GateWindow RecurrentBiasWindow => Window(
        gate => gate.ReadsHidden || gate.Reads == GateReads.Other, gate => gate.Reads == GateReads.Other);

    /// <summary>Where the product with another value goes.</summary>
    public GateWindow OtherWindow => Window(gate => gate.Reads == GateReads.Other);

    public override IReadOnlyList<string> States => _cell.States;

    /// <summary>Whether gates read another value in place of h.</summary>
    public bool HasOther => _cell.Other is not null;

    // What is not handed on by a product is handed on by the pass.
    public override bool HasDirectPath => _cell.Previous is not null || HasOther || RecurrentWeight is null;

    public override bool ReadsDropped => HasOther;

    public override bool SharesReadGradient => HasOther;

    public override string? StepReason => HasOther ? "a step takes two products, with a value of all units between them" : null;

    public override IEnumerable<ParameterPlan> Extra => _weights.Select(weight => weight.Parameter);

    public override IReadOnlyList<string> Equations => _comments.Forward(this);

    public override IReadOnlyList<string> Derivatives => _comments.Backward;

    public override IlgpuCell Ilgpu(RecurrentDirection d) => new IlgpuEquationCell(d, this);

    /// <summary>The parameters of weights per unit, with the slot of each one's gradient.</summary>
    public IEnumerable<(ParameterPlan Parameter, string Packed, int Slot)> Weights =>
        _weights.Select(weight => (weight.Parameter, PackedName(weight.Role.Name), _stores.WeightSlots[weight.Role.Name]));

    private static string PackedName(string weight) => RuntimeNames.Apart("Weight" + Names.Pascal(weight));

    // Slots of the gates that a product writes, in the order of the weight's rows.
    private GateWindow Window(Func<CellGate, bool> which, Func<CellGate, bool>? last = null)
    {
        int[] order = [.. _cell.Gates.Where(which).OrderBy(gate => last?.Invoke(gate) == true).Select(_stores.SlotOf)];
        if (order.Length == 0)
            return new GateWindow(0, 0, "[]", "");
        bool plain = order.Length is 1 or 3 or 4 && order.SequenceEqual(Enumerable.Range(0, order.Length));
        return plain
            ? GateWindow.All(order.Length)
            : new GateWindow(order.Min(), order.Length, $"[{string.Join(", ", order)}]", string.Join(" ", order));
    }
}
