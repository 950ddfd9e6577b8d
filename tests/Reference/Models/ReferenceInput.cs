namespace LstmGen.Reference.Models;

/// <summary>What a model reads at each step.</summary>
public abstract record ReferenceInput
{
    /// <summary>Values per step that the first layer sees.</summary>
    public abstract int Width { get; }

    /// <summary>The attribute, as C#.</summary>
    public abstract string Declaration { get; }

    /// <summary>The input's parameters.</summary>
    public virtual IEnumerable<ParameterShape> Parameters => [];
}

/// <summary>Real values: <c>[Features(size)]</c>.</summary>
/// <param name="Size">Values per step.</param>
public sealed record FeaturesInput(int Size) : ReferenceInput
{
    /// <inheritdoc/>
    public override int Width => Size;

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("Features").Positional(Size).ToString();
}

/// <summary>Token ids: <c>[Embedding(vocabulary, size)]</c>.</summary>
/// <param name="Vocabulary">Number of ids.</param>
/// <param name="Size">Values per vector.</param>
public sealed record EmbeddingInput(int Vocabulary, int Size) : ReferenceInput
{
    /// <summary>The id whose look-up yields no gradient; -1 for none.</summary>
    public int PaddingIndex { get; init; } = -1;

    /// <summary>Whether the table has no gradient at all, not even through a tied head.</summary>
    public bool Frozen { get; init; }

    /// <summary>Training-time dropout; acts through the mask <c>embedding</c> [B, T, size] only.</summary>
    public float Dropout { get; init; }

    /// <summary>Prefix of the table's name; null for <c>embedding</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The prefix in effect.</summary>
    public string Prefix => Name ?? "embedding";

    /// <inheritdoc/>
    public override int Width => Size;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters => [new($"{Prefix}.weight", Vocabulary, Size)];

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("Embedding").Positional(Vocabulary).Positional(Size)
        .Named("PaddingIndex", PaddingIndex, -1).Named("Frozen", Frozen, false)
        .Named("Dropout", Dropout, 0f).Named("Name", Name, null).ToString();
}
