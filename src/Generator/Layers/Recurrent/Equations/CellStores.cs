using LstmGen.Generator.Equations;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// What a unit of a cell stores per step in its row of gates. The slots of gates come first: those of h alone, of both, of another value,
/// of x alone, so that the slots of each product lie side by side. A gate's slot keeps the output of its function where nothing else needs
/// the pre-activation; other values are computed anew, from slots and states, except where that takes two functions or more: those have a
/// slot of their own. Gradients of weights per unit take slots too, where a sum over all steps finds them.
/// </summary>
internal sealed class CellStores
{
    private readonly CellEquations _cell;
    private readonly List<string> _slots = [];
    private readonly Dictionary<int, Node> _contents = [];
    private readonly CellGate[] _ordered;

    /// <param name="cell">The equations.</param>
    /// <param name="keepsNext">Whether the states after a step are stored as the cell computed them.</param>
    public CellStores(CellEquations cell, bool keepsNext)
    {
        _cell = cell;
        _ordered = [.. cell.Gates.OrderBy(
            gate => gate.Reads switch { GateReads.Hidden => 0, GateReads.Both => 1, GateReads.Other => 2, _ => 3 })];
        _slots.AddRange(_ordered.Select(gate => gate.Name));
        Backward = new CellBackward(cell);
        if (keepsNext)
            Kept = [.. cell.Next.Where(next => next.Operation is not (Operation.Input or Operation.Constant)).Distinct()];
        foreach (CellGate gate in _ordered)
            ChooseContent(gate);
        ChooseExtras();
        // Before those that nothing but a pass reads: layouts of devices name the first twelve slots only.
        foreach (CellWeight weight in cell.Weights)
            WeightSlots.Add(weight.Name, Add(weight.Name + " (gradient)"));
        foreach (CellGate gate in _ordered.Where(gate => Backward.IsLate(gate) && Backward.First[Input(gate)] is not null))
            Partials.Add(gate.Name, Add(gate.Name + " (gradient)"));
    }

    /// <summary>The derivatives.</summary>
    public CellBackward Backward { get; }

    /// <summary>Names of the slots.</summary>
    public IReadOnlyList<string> Slots => _slots;

    /// <summary>The states after a step that are stored as they are.</summary>
    public IReadOnlyCollection<Node> Kept { get; } = [];

    /// <summary>Slots with a part of a gate's gradient until the other part is known.</summary>
    public Dictionary<string, int> Partials { get; } = [];

    /// <summary>Slots with the gradients of weights per unit.</summary>
    public Dictionary<string, int> WeightSlots { get; } = [];

    public int SlotOf(CellGate gate) => Array.IndexOf(_ordered, gate);

    /// <summary>Number of slots of gates that read so.</summary>
    public int Count(Func<CellGate, bool> which) => _ordered.Count(which);

    /// <summary>The forward pass's value in a slot of a gate's or of a value's own; null for a pre-activation.</summary>
    public Node? Content(int slot) => _contents.TryGetValue(slot, out Node? content) ? content : null;

    /// <summary>Slots with a content.</summary>
    public IEnumerable<KeyValuePair<int, Node>> Contents => _contents.OrderBy(content => content.Key);

    /// <summary>What is there in the backward pass without being computed, but for inputs.</summary>
    public ICollection<Node> Given => [.. _contents.Values, .. Kept];

    private Node Input(CellGate gate) => _cell.Graph.Input(gate.Name);

    private int Add(string name)
    {
        _slots.Add(name);
        return _slots.Count - 1;
    }

    // The function through which alone the gate is needed later: by the derivatives, and where another product reads it, by the rest of the
    // step, which finds nothing but functions of single gates.
    private void ChooseContent(CellGate gate)
    {
        Node input = Input(gate);
        bool late = Backward.IsLate(gate);
        Node[] roots = late ? [.. Backward.Roots, .. _cell.Next, _cell.Output] : [.. Backward.Roots];
        ICollection<Node> given = late ? [] : Given;
        foreach (Node node in Node.Cone(roots, given).Where(node => node.Operation.IsTranscendental() && !Backward.DependsOnGradient(node)))
        {
            bool reads = late ? node.Operands.Contains(input) : Node.Cone([node]).Contains(input);
            if (!reads || Node.Cone(roots, [.. given, node]).Contains(input))
                continue;
            _contents.Add(SlotOf(gate), node);
            return;
        }
    }

    /// <summary>Whether a slot's content is a function of its gate's pre-activation alone.</summary>
    public bool IsDirect(int slot) =>
        slot < _ordered.Length && Content(slot) is { Operands.Count: 1 } content && content.Operands[0] == Input(_ordered[slot]);

    private void ChooseExtras()
    {
        foreach (Node node in Node.Cone(Backward.Roots)
            .Where(node => node.Operation.IsTranscendental() && !Backward.DependsOnGradient(node)))
        {
            bool fits = _slots.Count + _cell.Weights.Count < CellReader.MostSlots;
            // h in what another product reads may be what dropout left of it.
            bool same = _cell.Other is null || _cell.Previous is null || !Node.Cone([node]).Contains(_cell.Graph.Input(_cell.Previous));
            if (fits && same && !Given.Contains(node) && Node.Cone(Backward.Roots, Given).Contains(node)
                && Node.Cone([node], Given).Count(one => one.Operation.IsTranscendental()) > 1)
                _contents.Add(Add(node.Local ?? node.Operation.Text()), node);
        }
    }
}
