using System.Collections.Immutable;

namespace LstmGen;

/// <summary>What the generator knows of a model: its input, parameters, states and heads.</summary>
public sealed class ModelDescription
{
    /// <summary>Name of the model class.</summary>
    public required string Name { get; init; }

    /// <summary>Real values per step, or 0 where the input is token ids.</summary>
    public required int Features { get; init; }

    /// <summary>Real values that stand once for each sequence, behind those of each step; 0 where there are none.</summary>
    public int StaticFeatures { get; init; }

    /// <summary>Columns of the input of the first layer before vectors take the places of categories.</summary>
    internal int InputWidth => Features + StaticFeatures;

    /// <summary>The columns of the features that hold categories; none where all are numbers.</summary>
    public ImmutableArray<ColumnInfo> Columns { get; init; } = [];

    /// <summary>Number of token ids, or 0 where the input is real values.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The only sequence length accepted, or 0 for any.</summary>
    public required int TimeSteps { get; init; }

    /// <summary>Whether no output depends on a later step, so that the model can stream.</summary>
    public required bool Causal { get; init; }

    /// <summary>
    /// Whether no layer below the heads looks at later steps, skips some or attends to earlier ones, so that its states can be handed on
    /// from piece to piece.
    /// </summary>
    public required bool CausalBody { get; init; }

    /// <summary>The parameters, in the order of their block.</summary>
    public required ImmutableArray<ParameterInfo> Parameters { get; init; }

    /// <summary>The recurrent states.</summary>
    public required ImmutableArray<StateInfo> States { get; init; }

    /// <summary>What a stream keeps of every step: the keys and values of each causal <c>[SelfAttention]</c>.</summary>
    public ImmutableArray<CacheInfo> Caches { get; init; } = [];

    /// <summary>The heads, in order of declaration.</summary>
    public required ImmutableArray<HeadInfo> Heads { get; init; }

    /// <summary>
    /// The declaration as canonical text: equal texts mean models that compute and train alike. One line for the model and one per element,
    /// with each value that is not the default; what only training uses (dropout, losses, first values, names) stands behind <c>|</c>. See
    /// <see cref="PredictionDeclaration"/>.
    /// </summary>
    public required string Declaration { get; init; }

    /// <summary>The table of layers, shapes, parameters, bytes and multiply-adds.</summary>
    public required string Table { get; init; }

    /// <summary>The encoder that <c>[Source]</c> names; null where there is none.</summary>
    public string? SourceName { get; init; }

    /// <summary>Channels of the encoder's outputs that attention reads; 0 where the model attends to none.</summary>
    public int SourceWidth { get; init; }

    /// <summary>Name of the encoder's head whose outputs these are.</summary>
    public string? SourceHead { get; init; }

    /// <summary>
    /// How the encoder's final states become the first ones of this model; <see cref="LstmGen.Bridge.Copy"/> also without a source.
    /// </summary>
    public Bridge Bridge { get; init; }

    /// <summary>The products of <see cref="LstmGen.Bridge.Dense"/>, one per layer, direction and kind of state.</summary>
    public ImmutableArray<BridgeInfo> Bridges { get; init; } = [];

    /// <summary>Number of parameters.</summary>
    public int ParameterCount => Parameters.Length == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].Length;

    /// <summary>
    /// The lines of <see cref="Declaration"/> without what only training uses: equal texts mean the same outputs for the same weights.
    /// </summary>
    public string PredictionDeclaration => string.Join('\n', Declaration.Split('\n').Select(Predicting).Where(line => line.Length > 0));

    /// <summary>Place of the head called <paramref name="name"/> in <see cref="Heads"/>; -1 where there is none.</summary>
    internal int IndexOfHead(string? name)
    {
        for (int i = 0; i < Heads.Length; i++)
        {
            if (Heads[i].Name == name)
                return i;
        }

        return -1;
    }

    /// <summary>The names of the heads, for a message.</summary>
    internal string HeadNames => string.Join(", ", Heads.Select(head => $"'{head.Name}'"));

    /// <summary>The parameter called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public ParameterInfo Parameter(string name)
    {
        foreach (ParameterInfo info in Parameters)
        {
            if (info.Name == name)
                return info;
        }

        throw new ArgumentException(
            $"name '{name}' is no parameter of {Name}; it has {string.Join(", ", Parameters.Select(p => p.Name))}.", nameof(name));
    }

    private static string Predicting(string line) =>
        line.IndexOf('|', StringComparison.Ordinal) is var end and >= 0 ? line[..end].TrimEnd() : line;
}
