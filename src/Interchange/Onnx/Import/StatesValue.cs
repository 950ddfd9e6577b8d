using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Final states of recurrent layers, [entries, batch, units] or with the first two exchanged.</summary>
internal sealed record StatesValue(ImmutableArray<StateEntry> Entries, bool BatchFirst, bool Cells, int After) : ImportValue
{
    /// <summary>Whether they are [layers, directions, batch, units].</summary>
    public bool ByLayer { get; init; }
}
