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
    /// <summary>Values per sequence, behind those of each step.</summary>
    public int Static { get; init; }

    /// <summary>Values of a step, those of its sequence included.</summary>
    public int Count => Size + Static;

    /// <summary>Columns that hold categories, in the order of their declaration.</summary>
    public IReadOnlyList<CategoryColumn> Columns { get; init; } = [];

    /// <summary>Prefix of each column's table: its name, or <c>embedding</c>, numbered from the second on.</summary>
    public IReadOnlyList<string> Prefixes =>
        [.. Columns.Select((column, i) => column.Name ?? (i == 0 ? "embedding" : $"embedding{i + 1}"))];

    /// <inheritdoc/>
    public override int Width => Count + Columns.Sum(column => column.Size - 1);

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters =>
        Columns.Zip(Prefixes, (column, prefix) => new ParameterShape($"{prefix}.weight", column.Vocabulary, column.Size));

    /// <inheritdoc/>
    public override string Declaration =>
        string.Join(
            "\n",
            Columns.Select(column => column.Declaration)
                .Prepend(new AttributeText("Features").Positional(Size).Named("Static", Static, 0).ToString()));
}

/// <summary>A column of the features that holds categories: <c>[Embedding(vocabulary, size, Column = column)]</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Vocabulary">Number of categories.</param>
/// <param name="Size">Values per vector.</param>
public sealed record CategoryColumn(int Column, int Vocabulary, int Size)
{
    /// <summary>The category whose look-up yields no gradient; -1 for none.</summary>
    public int PaddingIndex { get; init; } = -1;

    /// <summary>Whether the table has no gradient.</summary>
    public bool Frozen { get; init; }

    /// <summary>Prefix of the table's name; null for the default.</summary>
    public string? Name { get; init; }

    internal string Declaration => new AttributeText("Embedding").Positional(Vocabulary).Positional(Size).Named("Column", Column, -1)
        .Named("PaddingIndex", PaddingIndex, -1).Named("Frozen", Frozen, false).Named("Name", Name, null).ToString();
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
