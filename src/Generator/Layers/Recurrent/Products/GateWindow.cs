namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The part of a gate row that one product writes, and where the weight's gates go in it.</summary>
/// <param name="First">First slot.</param>
/// <param name="Count">Number of slots.</param>
/// <param name="Slots">C# expression for the slot of each gate, in the order of the weight's rows.</param>
/// <param name="Order">The same slots as numbers.</param>
internal sealed record GateWindow(int First, int Count, string Slots, string Order)
{
    /// <summary>All slots in order.</summary>
    public static GateWindow All(int gates) => new(
        0, gates,
        gates switch { 1 =>
            "GateSlots.One", 3 => "GateSlots.Three", 4 => "GateSlots.Four", _ => $"[{string.Join(", ", Enumerable.Range(0, gates))}]" },
            string.Join(" ", Enumerable.Range(0, gates)));

    /// <summary>Which gate stands in each of <paramref name="slots"/> slots; -1 for none.</summary>
    public IEnumerable<int> GatesBySlot(int slots)
    {
        string[] order = Order.Split(' ');
        return Enumerable.Range(0, slots).Select(slot => Array.IndexOf(order, slot.ToString()));
    }

    /// <summary>Whether it is as long as another and begins one slot further.</summary>
    public bool Follows(GateWindow other) => First == other.First + 1 && Count == other.Count;

    /// <summary>C# expression for the gate layout seen through the window.</summary>
    public string Layout(RecurrentDirection d) => $"new GateLayout({d.Units}, {d.Cell.Slots.Count}, {First}, {Count})";
}
