using System.Collections.Immutable;

namespace LstmGen;

/// <summary>One kind of recurrent state of a model, as PyTorch's <c>h_n</c> or <c>c_n</c> of one module.</summary>
/// <param name="Name">For example <c>lstm.h</c>.</param>
/// <param name="Count">Layers times directions.</param>
/// <param name="Size">Units.</param>
/// <param name="Offset">Values per row of the batch that lie before it: its block begins at Offset * batch.</param>
public sealed record StateInfo(string Name, int Count, int Size, int Offset)
{
    /// <summary>Values per row of the batch.</summary>
    public int Length => Count * Size;

    /// <summary>What of a layer it is: <c>h</c>, <c>c</c> or <c>past</c>.</summary>
    internal ReadOnlySpan<char> Kind => Name.AsSpan(Name.LastIndexOf('.') + 1);

    /// <summary>States as a message shows them: name and shape for B rows.</summary>
    internal static string Show(ImmutableArray<StateInfo> states)
    {
        var shown = new List<string>();
        foreach (StateInfo state in states)
            shown.Add($"{state.Name} [{state.Count}, B, {state.Size}]");
        return shown.Count == 0 ? "no state" : string.Join(" and ", shown);
    }
}
