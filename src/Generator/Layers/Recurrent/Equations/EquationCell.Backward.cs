using LstmGen.Generator.Equations;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The passes over the units of a step, on the way back.</summary>
internal sealed partial class EquationCell
{
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
            int slot = backward.IsLate(gate)
                ? (_stores.Partials.TryGetValue(gate.Name, out int partial) ? partial : -1)
                : _stores.SlotOf(gate);
            if (slot >= 0)
                stores.Add((value => StoreGate(slot, value) + $" // d{gate.Name}", backward.First[g.Input(gate.Name)]));
        }

        foreach ((CellWeight weight, _) in _weights)
            stores.Add(
                (value => StoreGate(_stores.WeightSlots[weight.Name], value) + $" // d{weight.Name}",
                    backward.First[g.Input(weight.Name)]));
        for (int i = 0; i < States.Count; i++)
        {
            string local = CellState.LocalOf(States[i]);
            stores.Add(
                (value => $"V.Store({(Mixes ? $"d{local}Kept + {value}" : value)}, ref d{local}, unit);",
                    backward.First[g.Input(States[i])]));
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
            w.Line($"V d{local}Units = V.FlushTiny(V.Load(ref d{local}, unit));");
            if (Mixes)
                w.Line($"V d{local}Kept = V.Load(in cKeep, unit) * d{local}Units; // to the step before, past the cell\n"
                    + $"d{local}Units = d{local}Units - d{local}Kept;");
        }
    }

    private void EmitStores(CodeWriter w, Dictionary<Node, string> loads, List<(Func<string, string> Statement, Node? Value)> stores)
    {
        var lanes = new LaneWriter(loads, stores.Select(store => store.Value).OfType<Node>(), Taken);
        lanes.EmitLoads(w);
        lanes.EmitLocals(w);
        // All is computed before the first store: what is read here may stand where something is stored.
        string[] values = [.. stores.Select(store => store.Value is null ? "V.Zero" : Real(lanes.Of(store.Value)))];
        for (int i = 0; i < stores.Count; i++)
            w.Line(stores[i].Statement(values[i]));
    }

    public UnitPass OtherBackwardPass(RecurrentDirection d) => new(
        "OtherBackward", OtherBackwardOperands(d), d.Units, UnitSlots,
        "The gradient of the value that other gates read, handed on to what it is made of.",
        RecurrentDirection.WrittenForBoth(_comments.OtherBackward), body =>
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
                stores.Add(
                    (value => StoreGate(_stores.SlotOf(gate), first + value) + $" // d{gate.Name}", backward.Second![g.Input(gate.Name)]));
            }

            foreach ((CellWeight weight, _) in _weights.Where(weight => backward.Second![g.Input(weight.Role.Name)] is not null))
                stores.Add(
                    (value => StoreGate(_stores.WeightSlots[weight.Name], $"{LoadGate(_stores.WeightSlots[weight.Name])} + {value}"),
                        backward.Second![g.Input(weight.Name)]));
            foreach (string state in States.Where(state => backward.Second![g.Input(state)] is not null))
            {
                string local = CellState.LocalOf(state);
                stores.Add(
                    (value => $"V.Store(V.Load(ref d{local}, unit) + {value}, ref d{local}, unit);", backward.Second![g.Input(state)]));
            }

            // Without dropout the first pass has left its share there.
            string before = Spec.RecurrentDropout > 0 ? "" : "V.Load(ref dhBefore, unit) + ";
            stores.Add(
                (value => $"V.Store({before}{value}, ref dhBefore, unit);",
                    _cell.Previous is { } previous ? backward.Second![g.Input(previous)] : null));
            EmitStores(body, loads, stores);
        });
}
