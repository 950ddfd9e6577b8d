namespace LstmGen.Generator.Planning;

/// <summary>A sequence that flows from one layer to the next: where it lies and how wide it is.</summary>
/// <param name="Buffer">Workspace property that holds it, [T (+ Slot), B, Stride].</param>
/// <param name="Slot">Slot of step 0 (1 where the buffer begins with an initial state).</param>
/// <param name="Groups">Groups of channels, each padded to 8 on its own (2 for the two directions).</param>
/// <param name="Size">Channels of a group.</param>
/// <param name="Gradient">Workspace property that holds its gradient, [T, B, Stride].</param>
/// <param name="Use">Whether the gradient is wanted; null for always.</param>
/// <param name="Time">Workspace property with its time layout.</param>
internal sealed record SequencePlan(
    string Buffer, int Slot, int Groups, int Size, string Gradient, GradientUse? Use = null, string Time = TimePlan.Input)
{
    /// <summary>The state that Last pooling reads, where it does not stand in the sequence itself; else null.</summary>
    public LastState? Last { get; init; }

    /// <summary>Whether the gradient is wanted.</summary>
    public GradientUse GradientUse => Use ?? GradientUse.Always;

    /// <summary>Whether it has the steps of the model's input.</summary>
    public bool HasInputTime => Time == TimePlan.Input;

    /// <summary>Channels.</summary>
    public int Width => Groups * Size;

    /// <summary>Stored values from one row to the next.</summary>
    public int Stride => Groups * Layout.Pad(Size);

    /// <summary>The inner dimension as the kernels see it: without padding where there is one group.</summary>
    public int Inner => Groups == 1 ? Size : Stride;

    /// <summary>Whether a row's channels lie side by side, with padding at its end at most.</summary>
    public bool IsPacked => Groups == 1 || Stride == Width;

    /// <summary>Whether the layer that writes it only reads its gradient.</summary>
    public bool KeepsGradient { get; init; }

    /// <summary>C# expression for the channels' layout.</summary>
    public string Channels => $"new Channels({Groups}, {Size})";

    /// <summary>
    /// Whether group 0 runs forward and group 1 in reverse, so that the last state of group 1 stands at step 0.
    /// </summary>
    public bool Directional => Groups == 2;
}
