namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The part of a gate row that one product writes, and where the weight's gates go in it.</summary>
/// <param name="First">First slot.</param>
/// <param name="Count">Number of slots.</param>
/// <param name="Slots">C# expression for the slot of each gate, in the order of the weight's rows.</param>
internal sealed record GateWindow(int First, int Count, string Slots)
{
    /// <summary>All slots in order.</summary>
    public static GateWindow All(int gates) => new(0, gates, $"GateSlots.{gates switch { 1 => "One", 3 => "Three", _ => "Four" }}");

    /// <summary>C# expression for the gate layout seen through the window.</summary>
    public string Layout(RecurrentCell cell) => $"new GateLayout({cell.Hidden}, {cell.Slots.Count}, {First}, {Count})";
}
