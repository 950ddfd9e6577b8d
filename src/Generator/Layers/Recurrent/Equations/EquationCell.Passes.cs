using LstmGen.Generator.Equations;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What the passes over the units of a step read and write.</summary>
internal sealed partial class EquationCell
{
    // What the passes' parameters and locals are called, and the members of a layer that a stream's step names.
    private static readonly string[] Reserved =
    [
        "V", "panel", "panelEnd", "rows", "row", "unit", "units", "width", "ws", "bias", "h", "dhUnits", "dhKept", "cKept", "real", "Lane",
        "H", "Gates", "Packed", "Workspace", LayerScope.Size, .. RuntimeNames.Short,
    ];

    private static readonly string[] Operands =
    [
        CellOperand.Gates, CellOperand.NextHidden, "hPrevious", "hBefore", "hKeep", "hOther", "cKeep", "dh", "dhCarry", "dhBefore",
        "dOther", "otherValue",
    ];

    /// <summary>The value that other gates read, of all steps.</summary>
    public static string OtherValue(RecurrentDirection d) => d.Name + "OtherValue";

    public static string OtherGradient(RecurrentDirection d) => d.Name + "OtherGradient";

    // Whether the units that fill up the last panel must be put back to zero. Their gates and states begin at zero, where most equations
    // leave them.
    private bool MasksPadding => Hidden % Layout.Panel != 0 && !_keepsZero;

    private bool Mixes => Spec.Zoneout > 0;

    private IEnumerable<string> Taken =>
    [
        .. Reserved, .. UnitSlots.Places, .. Mixes ? new[] { "keep" } : [],
        .. Operands.Concat(States.SelectMany(CellState.OperandsOf)).Concat(_weights.Select(weight => LocalOf(weight.Role)))
            .SelectMany(CellOperand.NamesOf),
        .. States.SelectMany(state => new[] { CellState.GradientOf(state) + "Units", CellState.GradientOf(state) + "Kept" }),
        .. States.Select(state => CellState.BufferOf(state)), .. _weights.Select(weight => PackedName(weight.Role.Name)),
    ];

    public override void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        if (!HasOther)
            return;
        buffers.KeptBuffer(OtherValue(d), d.StateStride, "what other gates read in place of h", d.TimeName);
        buffers.RowBuffer(OtherGradient(d), d.StateStride, "its gradient at the step at hand", trainingOnly: true, time: d.TimeName);
    }

    private IEnumerable<CellOperand> WeightOperands(RecurrentDirection d) =>
        _weights.Select(weight => PackedVector.Operand(d, LocalOf(weight.Role), PackedName(weight.Role.Name)));

    private static string LocalOf(CellWeight weight) => "weight" + Names.Pascal(weight.Name);

    private IEnumerable<CellOperand> CellKeep(RecurrentDirection d)
    {
        if (Mixes && States.Count > 0)
            yield return new("cKeep", d.AtPassing(Zoneout.Cell, d.Stride), d.Stride);
    }

    public override IEnumerable<CellOperand> ForwardOperands(RecurrentDirection d) => [.. WeightOperands(d), .. CellKeep(d)];

    public override IEnumerable<CellOperand> BackwardOperands(RecurrentDirection d) => [.. WeightOperands(d), .. CellKeep(d)];

    private List<CellOperand> OtherOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), new("hBefore", d.Read, d.StateStride),
        new("otherValue", new RowsAt("otherValue", OtherValue(d), "t"), d.StateStride, Writable: true),
        .. d.CellStates.Select(state => state.Previous(d)), .. WeightOperands(d),
    ];

    private List<CellOperand> OtherBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), new("hBefore", d.Read, d.StateStride),
        new("dOther", d.AtRows(OtherGradient, d.StateStride), d.StateStride),
        new("dhBefore", d.ReadGradient with { Text = $"{d.ReadGradient}.Slice(rowBegin * {d.StateStride})" }, d.StateStride,
            Writable: true),
        .. d.CellStates.SelectMany(state => new[] { state.Previous(d), state.GradientOf(d) }), .. WeightOperands(d),
    ];

    public override IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) =>
        HasOther ? [OtherPass(d), .. base.ForwardPasses(d)] : base.ForwardPasses(d);

    public override IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) =>
        HasOther ? [.. base.BackwardPasses(d), OtherBackwardPass(d)] : base.BackwardPasses(d);

    // What all passes find: states and h before the step, and weights.
    private Dictionary<Node, string> Inputs(string hidden)
    {
        var loads = new Dictionary<Node, string>();
        for (int i = 0; i < States.Count; i++)
            loads.Add(_cell.Graph.Input(States[i]), $"V.Load(in {CellState.LocalOf(States[i])}Previous, unit)");
        if (_cell.Previous is { } previous)
            loads.Add(_cell.Graph.Input(previous), $"V.Load(in {hidden}, unit)");
        foreach ((CellWeight weight, _) in _weights)
            loads.Add(_cell.Graph.Input(weight.Name), $"V.Load(in {LocalOf(weight)}, unit)");
        return loads;
    }

    private void AddGates(Dictionary<Node, string> loads, Func<CellGate, bool> stored)
    {
        foreach (CellGate gate in _cell.Gates)
        {
            int slot = _stores.SlotOf(gate);
            loads[stored(gate) && _stores.Content(slot) is { } content ? content : _cell.Graph.Input(gate.Name)] = LoadGate(slot);
        }
    }

    private void AddExtras(Dictionary<Node, string> loads)
    {
        foreach (KeyValuePair<int, Node> extra in _stores.Contents.Where(content => content.Key >= _cell.Gates.Count))
            loads[extra.Value] = LoadGate(extra.Key);
    }

    private string Real(string value) => MasksPadding ? $"V.Select(real, {value}, V.Zero)" : value;

    private void EmitReal(CodeWriter w)
    {
        if (MasksPadding)
            w.Line("V real = V.Below(unit, units); // what is computed of padding is not stored");
    }
}
