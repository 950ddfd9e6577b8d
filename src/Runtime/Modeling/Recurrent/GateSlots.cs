using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Which slot of a gate panel each gate goes to, where gates keep their order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GateSlots
{
    /// <summary>One gate, or the columns of a dense layer.</summary>
    public static ReadOnlySpan<int> One => [0];

    /// <summary>Three gates.</summary>
    public static ReadOnlySpan<int> Three => [0, 1, 2];

    /// <summary>Four gates.</summary>
    public static ReadOnlySpan<int> Four => [0, 1, 2, 3];
}
