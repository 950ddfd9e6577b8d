namespace LstmGen.Interchange.Structure;

/// <summary>What a file says of its model beside the tensors.</summary>
internal sealed record ModelSketch
{
    /// <summary>The layers, from the input on.</summary>
    public required IReadOnlyList<LayerSketch> Layers { get; init; }

    /// <summary>The declaration of the model that saved the file; null where it is another's file.</summary>
    public string? Declaration { get; init; }

    /// <summary>
    /// The same whether the tensors fit it or not, as they do not where they were saved under other names; null where it is guessed.
    /// </summary>
    public string? Saved { get; init; }

    /// <summary>
    /// Whether the declaration is made from names and shapes alone, so that its user changes it; other files say what they compute.
    /// </summary>
    public bool IsGuessed { get; init; }

    /// <summary>Why the layers are no chain that a declaration can say; null where they are.</summary>
    public string? NoChain { get; init; }

    /// <summary>Whether the settings are the file's, and not a framework's own.</summary>
    public bool HasSettings { get; init; }

    /// <summary>What the file does not say, or says and a declaration does not.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}
