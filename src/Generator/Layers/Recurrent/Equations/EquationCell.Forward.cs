using LstmGen.Generator.Equations;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The passes over the units of a step, on the way forward.</summary>
internal sealed partial class EquationCell
{
    public UnitPass OtherPass(RecurrentDirection d) => new(
        "Other", OtherOperands(d), d.Units, UnitSlots, "What other gates read in place of h, of units [8 panel, 8 panelEnd).",
        RecurrentDirection.WrittenForBoth(_comments.Other), body =>
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
        _stores.Contents.Where(
            content =>
                content.Key < _cell.Gates.Count
                    && _cell.Gates.Any(gate => _stores.SlotOf(gate) == content.Key && _stores.Backward.IsLate(gate)));

    public override void EmitForward(CodeWriter w) => EmitCell(w, stores: true);

    // Functions of single gates, then the states, then h: where the later groups find in slots and states what they need.
    public override IReadOnlyList<Action<CodeWriter>> ForwardLoops
    {
        get
        {
            HashSet<int> direct = [.. _stores.Contents.Select(content => content.Key).Where(IsStoredFirst)];
            if (HasOther || Mixes || direct.Count == 0
                || Node.Cone([.. _cell.Next, _cell.Output]).Count(node => node.Operation.IsTranscendental()) < 3)
                return base.ForwardLoops;
            Action<CodeWriter> functions = w =>
            {
                foreach (int slot in direct)
                    w.Line(StoreGate(slot, $"V.{_stores.Content(slot)!.Operation}({LoadGate(slot)})"));
            };
            Dictionary<Node, string> stored = StoredValues();
            bool outputIsLate = States.Count > 0 && Node.Cone([_cell.Output], [.. stored.Keys])
                .All(
                    node =>
                        node.Operation != Operation.Input && (!node.Operation.IsTranscendental() || !Node.Cone(_cell.Next).Contains(node)));
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
        var lanes = new LaneWriter(
            loads, [.. _cell.Next, .. contents.Select(content => content.Value), .. output ? new[] { _cell.Output } : []], Taken);
        lanes.EmitLoads(w);
        EmitReal(w);
        lanes.EmitLocals(w);
        string[] next = [.. _cell.Next.Select(lanes.Of)];
        foreach (KeyValuePair<int, Node> content in contents)
            w.Line(StoreGate(content.Key, lanes.Of(content.Value)));
        if (output)
            w.Line($"V h = {Real(lanes.Of(_cell.Output))};");
        for (int i = 0; i < next.Length; i++)
            w.Line($"V.Store(V.FlushTiny({Real(next[i])}), ref {CellState.LocalOf(States[i])}Next, unit);");
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
        KeyValuePair<int, Node>[] contents = stores
            ? [.. _stores.Contents.Where(content => !LateContents().Any(late => late.Key == content.Key))]
            : [];
        var lanes = new LaneWriter(
            loads,
            [.. _cell.Next, _cell.Output, .. contents.Select(content => content.Value),
                .. Mixes ? _cell.States.Select(_cell.Graph.Input) : []], Taken);
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
            w.Line($"V.Store(V.FlushTiny({value}), ref {CellState.LocalOf(States[i])}Next, unit);");
        }
    }
}
