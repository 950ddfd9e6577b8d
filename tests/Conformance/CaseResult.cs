namespace LstmGen.Conformance;

/// <summary>What became of one case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Declaration">Its attributes on one line.</param>
/// <param name="Comparisons">One for each tensor; empty where it could not run.</param>
public sealed record CaseResult(string Name, string Declaration, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>What the vocabulary has no word for, or what the generator refuses, or null.</summary>
    public string? Unsupported { get; init; }

    /// <summary>What failed outright, such as emitted code that does not compile or that throws, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the loss was computed outside the model, or empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>The comparison closest to or furthest beyond its tolerance.</summary>
    public Comparison? Worst => Comparisons.MaxBy(c => c.Ratio);

    /// <summary>Whether every tensor is right, and there is one.</summary>
    public bool Passed => Unsupported is null && Failure is null && Comparisons.Count > 0 && Comparisons.All(c => c.Holds);

    /// <summary>Whether a result is wrong; an unsupported case is neither.</summary>
    public bool Wrong => Unsupported is null && !Passed;
}
