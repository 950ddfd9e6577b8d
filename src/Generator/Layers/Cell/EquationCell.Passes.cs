using LstmGen.Generator.Emitting;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Layers.Lstm;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Cell;

/// <summary>The passes over the units of a step.</summary>
internal sealed partial class EquationCell
{
    // What the passes' parameters and locals are called.
    private static readonly string[] Reserved =
    [
        "V", "panel", "panelEnd", "rows", "row", "unit", "at", "gate", "gateFirst", "ws", "bias", "h", "dhUnits", "dhKept", "dhCarry", "dh", "hKeep",
        "hOther", "cKeep", "cKept", "hNext", "hPrevious", "hBefore", "dOther", "dhBefore", "otherValue", "real", "Lane",
        .. RuntimeNames.Short,
    ];

    /// <summary>The value that other gates read, of all steps.</summary>
    public static string OtherValue(RecurrentDirection d) => d.Name + "OtherValue";

    public static string OtherGradient(RecurrentDirection d) => d.Name + "OtherGradient";

    private bool IsPadded => Hidden % Layout.Panel != 0;

    private bool Mixes => Spec.Zoneout > 0;

    private IEnumerable<string> Taken => Mixes ? Reserved.Append("keep") : Reserved;

    public override void AddBuffers(PlanBuilder plan, RecurrentDirection d)
    {
        if (!HasOther)
            return;
        plan.KeptBuffer(OtherValue(d), StateStride, "what other gates read in place of h", d.Input.Time);
        plan.RowBuffer(OtherGradient(d), StateStride, "its gradient at the step at hand", trainingOnly: true, time: d.Input.Time);
    }

    private IEnumerable<CellOperand> WeightOperands(RecurrentDirection d) =>
        _weights.Select(weight => PackedVector.Operand(d, LocalOf(weight.Role), PackedName(weight.Role.Name)));

    private static string LocalOf(CellWeight weight) => "weight" + Names.Pascal(weight.Name);

    private IEnumerable<CellOperand> CellKeep(RecurrentDirection d)
    {
        if (Mixes && States.Count > 0)
            yield return new("cKeep", RecurrentDirection.AtPassing(Zoneout.Cell(d), Stride), Stride);
    }

    public override IEnumerable<CellOperand> ForwardOperands(RecurrentDirection d) => [.. WeightOperands(d), .. CellKeep(d)];

    public override IEnumerable<CellOperand> BackwardOperands(RecurrentDirection d) => [.. WeightOperands(d), .. CellKeep(d)];

    private List<CellOperand> OtherOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), new("hBefore", d.Read, StateStride),
        new("otherValue", new RowsAt("otherValue", OtherValue(d), "t"), StateStride, Writable: true),
        .. d.CellStates.Select(state => state.Previous(d)), .. WeightOperands(d),
    ];

    private List<CellOperand> OtherBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), new("hBefore", d.Read, StateStride),
        new("dOther", RecurrentDirection.AtRows(OtherGradient(d), StateStride), StateStride),
        new("dhBefore", d.ReadGradient with { Text = $"{d.ReadGradient}.Slice(rowBegin * {StateStride})" }, StateStride, Writable: true),
        .. d.CellStates.SelectMany(state => new[] { state.Previous(d), state.GradientOf(d) }), .. WeightOperands(d),
    ];

    public override IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) => HasOther ? [OtherPass(d), .. base.ForwardPasses(d)] : base.ForwardPasses(d);

    public override IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) => HasOther ? [.. base.BackwardPasses(d), OtherBackwardPass(d)] : base.BackwardPasses(d);

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

    private string Real(string value) => IsPadded ? $"V.Select(real, {value}, V.Zero)" : value;

    private void EmitReal(CodeWriter w)
    {
        if (IsPadded)
            w.Line($"V real = V.Below(unit, {Hidden}); // what is computed of padding is not stored");
    }

    public UnitPass OtherPass(RecurrentDirection d) => new(
        d.Layer + "Other", OtherOperands(d), Stride, PanelStride, "What other gates read in place of h, of units [8 panel, 8 panelEnd).",
        d.WrittenForBoth(_comments.Other), body =>
        {
            Dictionary<Node, string> loads = Inputs("hBefore");
            AddGates(loads, _ => false);
            KeyValuePair<int, Node>[] contents = [.. LateContents()];
            var lanes = new LaneWriter(loads, [_cell.Other!, .. contents.Select(content => content.Value)], Taken);
            lanes.EmitLoads(body);
            EmitReal(body);
            lanes.EmitLocals(body);
            foreach (KeyValuePair<int, Node> content in contents)
                body.Line(StoreGate(content.Key, lanes.Of(content.Value)));
            body.Line($"V.Store({Real(lanes.Of(_cell.Other!))}, ref otherValue, unit);");
        });

    private IEnumerable<KeyValuePair<int, Node>> LateContents() =>
        _stores.Contents.Where(content => content.Key < _cell.Gates.Count && _cell.Gates.Any(gate => _stores.SlotOf(gate) == content.Key && _stores.Backward.IsLate(gate)));

    public override void EmitForward(CodeWriter w) => EmitCell(w, stores: true);

    // Functions of single gates, then the states, then h: where the later groups find in slots and states what they need.
    public override IReadOnlyList<Action<CodeWriter>> ForwardLoops
    {
        get
        {
            HashSet<int> direct = [.. _stores.Contents.Select(content => content.Key).Where(IsStoredFirst)];
            if (HasOther || Mixes || direct.Count == 0 || Node.Cone([.. _cell.Next, _cell.Output]).Count(node => node.Operation.IsTranscendental()) < 3)
                return base.ForwardLoops;
            Action<CodeWriter> functions = w =>
            {
                foreach (int slot in direct)
                    w.Line(StoreGate(slot, $"V.{_stores.Content(slot)!.Operation}({LoadGate(slot)})"));
            };
            Dictionary<Node, string> stored = StoredValues();
            bool outputIsLate = States.Count > 0 && Node.Cone([_cell.Output], [.. stored.Keys])
                .All(node => node.Operation != Operation.Input && (!node.Operation.IsTranscendental() || !Node.Cone(_cell.Next).Contains(node)));
            return outputIsLate
                ? [functions, w => EmitStates(w, direct, output: false), w => EmitOutput(w, stored)]
                : [functions, w => EmitStates(w, direct, output: true)];
        }
    }

    // Whether a slot's content is a function of its gate alone, and nothing else of the step needs the gate.
    private bool IsStoredFirst(int slot)
    {
        if (!_stores.IsDirect(slot))
            return false;
        Node content = _stores.Content(slot)!;
        IEnumerable<Node> others = _stores.Contents.Select(other => other.Value).Where(other => other != content);
        return !Node.Cone([.. _cell.Next, _cell.Output, .. others], [content]).Contains(content.Operands[0]);
    }

    // What slots and states hold when the states have been stored.
    private Dictionary<Node, string> StoredValues()
    {
        Dictionary<Node, string> loads = Inputs("hPrevious");
        AddGates(loads, _ => true);
        AddExtras(loads);
        for (int i = 0; i < States.Count; i++)
        {
            // A state before the step may stand where the one after it does.
            loads.Remove(_cell.Graph.Input(States[i]));
            if (_stores.Kept.Contains(_cell.Next[i]))
                loads[_cell.Next[i]] = $"V.Load(in {CellState.LocalOf(States[i])}Next, unit)";
        }

        return loads;
    }

    private void EmitStates(CodeWriter w, HashSet<int> stored, bool output)
    {
        Dictionary<Node, string> loads = Inputs("hPrevious");
        AddGates(loads, gate => stored.Contains(_stores.SlotOf(gate)));
        KeyValuePair<int, Node>[] contents = [.. _stores.Contents.Where(content => !stored.Contains(content.Key))];
        var lanes = new LaneWriter(loads, [.. _cell.Next, .. contents.Select(content => content.Value), .. output ? new[] { _cell.Output } : []], Taken);
        lanes.EmitLoads(w);
        EmitReal(w);
        lanes.EmitLocals(w);
        string[] next = [.. _cell.Next.Select(lanes.Of)];
        foreach (KeyValuePair<int, Node> content in contents)
            w.Line(StoreGate(content.Key, lanes.Of(content.Value)));
        if (output)
            w.Line($"V h = {Real(lanes.Of(_cell.Output))};");
        for (int i = 0; i < next.Length; i++)
            w.Line($"V.Store({Real(next[i])}, ref {CellState.LocalOf(States[i])}Next, unit);");
    }

    private void EmitOutput(CodeWriter w, Dictionary<Node, string> stored)
    {
        var lanes = new LaneWriter(stored, [_cell.Output], Taken);
        lanes.EmitLoads(w);
        EmitReal(w);
        lanes.EmitLocals(w);
        w.Line($"V h = {Real(lanes.Of(_cell.Output))};");
    }

    public override void EmitRow(CodeWriter w) => EmitCell(w, stores: false);

    private void EmitCell(CodeWriter w, bool stores)
    {
        Dictionary<Node, string> loads = Inputs("hPrevious");
        AddGates(loads, _stores.Backward.IsLate);
        KeyValuePair<int, Node>[] contents = stores ? [.. _stores.Contents.Where(content => !LateContents().Any(late => late.Key == content.Key))] : [];
        var lanes = new LaneWriter(loads, [.. _cell.Next, _cell.Output, .. contents.Select(content => content.Value), .. Mixes ? _cell.States.Select(_cell.Graph.Input) : []], Taken);
        lanes.EmitLoads(w);
        EmitReal(w);
        lanes.EmitLocals(w);
        string[] next = [.. _cell.Next.Select(lanes.Of)];
        foreach (KeyValuePair<int, Node> content in contents)
            w.Line(StoreGate(content.Key, lanes.Of(content.Value)));
        if (Mixes && States.Count > 0)
            w.Line("V cKept = V.Load(in cKeep, unit);");
        w.Line($"V h = {Real(lanes.Of(_cell.Output))};");
        for (int i = 0; i < next.Length; i++)
        {
            string value = Real(next[i]);
            if (Mixes)
                value = $"V.MultiplyAdd(cKept, {lanes.Of(_cell.Graph.Input(States[i]))}, (V.One - cKept) * ({value}))";
            w.Line($"V.Store({value}, ref {CellState.LocalOf(States[i])}Next, unit);");
        }
    }

    public override void EmitBackward(CodeWriter w, HiddenGradient hidden)
    {
        Graph g = _cell.Graph;
        CellBackward backward = _stores.Backward;
        Dictionary<Node, string> loads = Inputs("hPrevious");
        AddGates(loads, _ => true);
        AddExtras(loads);
        for (int i = 0; i < States.Count; i++)
        {
            if (_stores.Kept.Contains(_cell.Next[i]))
                loads[_cell.Next[i]] = $"V.Load(in {CellState.LocalOf(States[i])}Next, unit)";
            loads[g.Input(CellBackward.OfState(States[i]))] = $"d{CellState.LocalOf(States[i])}Units";
        }

        loads[g.Input(CellBackward.OfHidden)] = "dhUnits";
        EmitReal(w);
        EmitStateGradients(w);

        var stores = new List<(Func<string, string> Statement, Node? Value)>();
        foreach (CellGate gate in _cell.Gates)
        {
            int slot = backward.IsLate(gate) ? (_stores.Partials.TryGetValue(gate.Name, out int partial) ? partial : -1) : _stores.SlotOf(gate);
            if (slot >= 0)
                stores.Add((value => StoreGate(slot, value) + $" // d{gate.Name}", backward.First[g.Input(gate.Name)]));
        }

        foreach ((CellWeight weight, _) in _weights)
            stores.Add((value => StoreGate(_stores.WeightSlots[weight.Name], value) + $" // d{weight.Name}", backward.First[g.Input(weight.Name)]));
        for (int i = 0; i < States.Count; i++)
        {
            string local = CellState.LocalOf(States[i]);
            stores.Add((value => $"V.Store({(Mixes ? $"d{local}Kept + {value}" : value)}, ref d{local}, unit);", backward.First[g.Input(States[i])]));
        }

        if (HasDirectPath)
            stores.Add((hidden.StoreDirect, _cell.Previous is { } previous ? backward.First[g.Input(previous)] : null));
        EmitStores(w, loads, stores);
    }

    private void EmitStateGradients(CodeWriter w)
    {
        foreach (string state in States)
        {
            string local = CellState.LocalOf(state);
            w.Line($"V d{local}Units = V.Load(ref d{local}, unit);");
            if (Mixes)
                w.Line($"V d{local}Kept = V.Load(in cKeep, unit) * d{local}Units; // to the step before, past the cell\nd{local}Units = d{local}Units - d{local}Kept;");
        }
    }

    private void EmitStores(CodeWriter w, Dictionary<Node, string> loads, List<(Func<string, string> Statement, Node? Value)> stores)
    {
        IEnumerable<string> gradients = States.SelectMany(state => new[] { $"d{CellState.LocalOf(state)}", $"d{CellState.LocalOf(state)}Units", $"d{CellState.LocalOf(state)}Kept" })
            .Concat(States.SelectMany(state => new[] { $"{CellState.LocalOf(state)}Previous", $"{CellState.LocalOf(state)}Next" }));
        var lanes = new LaneWriter(loads, stores.Select(store => store.Value).OfType<Node>(), [.. Taken, .. gradients, .. _weights.Select(weight => LocalOf(weight.Role))]);
        lanes.EmitLoads(w);
        lanes.EmitLocals(w);
        // All is computed before the first store: what is read here may stand where something is stored.
        string[] values = [.. stores.Select(store => store.Value is null ? "V.Zero" : Real(lanes.Of(store.Value)))];
        for (int i = 0; i < stores.Count; i++)
            w.Line(stores[i].Statement(values[i]));
    }

    public UnitPass OtherBackwardPass(RecurrentDirection d) => new(
        d.Layer + "OtherBackward", OtherBackwardOperands(d), Stride, PanelStride, "The gradient of the value that other gates read, handed on to what it is made of.",
        d.WrittenForBoth(_comments.OtherBackward), body =>
        {
            Graph g = _cell.Graph;
            CellBackward backward = _stores.Backward;
            Dictionary<Node, string> loads = Inputs("hBefore");
            AddGates(loads, _ => true);
            AddExtras(loads);
            loads[g.Input(CellBackward.OfOther)] = "V.Load(in dOther, unit)";
            EmitReal(body);
            var stores = new List<(Func<string, string> Statement, Node? Value)>();
            foreach (CellGate gate in _cell.Gates.Where(backward.IsLate))
            {
                string first = _stores.Partials.TryGetValue(gate.Name, out int partial) ? $"{LoadGate(partial)} + " : "";
                stores.Add((value => StoreGate(_stores.SlotOf(gate), first + value) + $" // d{gate.Name}", backward.Second![g.Input(gate.Name)]));
            }

            foreach ((CellWeight weight, _) in _weights.Where(weight => backward.Second![g.Input(weight.Role.Name)] is not null))
                stores.Add((value => StoreGate(_stores.WeightSlots[weight.Name], $"{LoadGate(_stores.WeightSlots[weight.Name])} + {value}"), backward.Second![g.Input(weight.Name)]));
            foreach (string state in States.Where(state => backward.Second![g.Input(state)] is not null))
            {
                string local = CellState.LocalOf(state);
                stores.Add((value => $"V.Store(V.Load(ref d{local}, unit) + {value}, ref d{local}, unit);", backward.Second![g.Input(state)]));
            }

            // Without dropout the first pass has left its share there.
            string before = Spec.RecurrentDropout > 0 ? "" : "V.Load(ref dhBefore, unit) + ";
            stores.Add((value => $"V.Store({before}{value}, ref dhBefore, unit);", _cell.Previous is { } previous ? backward.Second![g.Input(previous)] : null));
            EmitStores(body, loads, stores);
        });
}
