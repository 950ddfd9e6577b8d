using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Spec;

/// <summary>The encoder that a decoder names, with all of it that the decoder depends on.</summary>
/// <param name="Name">Name of its class.</param>
internal sealed record SourceSpec(string Name) : ElementSpec
{
    public BridgeKind Bridge { get; init; }

    /// <summary>Channels of its <c>[SequenceOutput]</c>; 0 where it has none.</summary>
    public int Width { get; init; }

    /// <summary>Name of that head.</summary>
    [SameResults]
    public string Head { get; init; } = "";

    [SameResults]
    public EquatableArray<SourceState> States { get; init; } = EquatableArray<SourceState>.Empty;

    /// <summary>Why the class cannot be a source; null where it can.</summary>
    [SameResults]
    public string? Fault { get; init; }

    /// <summary>Whether the encoder cannot be laid out, which is told where it is declared.</summary>
    [SameResults]
    public bool IsAtFault { get; init; }
}
