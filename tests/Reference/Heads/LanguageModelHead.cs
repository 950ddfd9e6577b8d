using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>The next token at every step, y = W h + b over the embedding's vocabulary: <c>[LanguageModel]</c>.</summary>
/// <remarks>
/// Tied, W is the embedding's table, and b remains <c>name.bias</c>. As in PyTorch, the padding vector then still
/// receives the gradient that comes through the head, unless the table is frozen.
/// </remarks>
public sealed record LanguageModelHead : ReferenceHead
{
    /// <summary>Whether W is the embedding's table.</summary>
    public bool TieWeights { get; init; }

    /// <summary>The target that is left out.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <inheritdoc/>
    public override bool EveryStep => true;

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Embedding(model).Vocabulary;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(ReferenceModel model) => TieWeights
        ? [new($"{HeadName}.bias", OutputWidth(model))]
        : LinearParameters(model, bias: true);

    private protected override AttributeText Describe() => DescribeShared(new AttributeText("LanguageModel")
        .Named("TieWeights", TieWeights, false).Named("IgnoreIndex", IgnoreIndex, -100));

    internal override HeadOutput Forward(RunContext run, Sequences input)
    {
        if (!TieWeights)
            return new(LinearSteps(run, input, bias: true));
        var embedding = Embedding(run.Model);
        int width = run.Model.WidthBefore(run.Model.Layers.Count);
        if (width != embedding.Size)
            throw new ArgumentException($"Tied weights need a last layer of width {embedding.Size}, but it has {width}.");
        var table = run.Parameter($"{embedding.Prefix}.weight");
        return new(input.MapSteps((x, row, t) => run.Tape.Add(
            run.Tape.MatrixVector(table, run.Masked(x, $"{HeadName}.dropout", (row * input.Time) + t)),
            run.Parameter($"{HeadName}.bias"))));
    }

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target) =>
        CrossEntropy.Mean(run.Tape, output, target, smoothing: 0, IgnoreIndex);

    private static EmbeddingInput Embedding(ReferenceModel model) => model.Input as EmbeddingInput
        ?? throw new ArgumentException("A language model needs an embedding as its input.", nameof(model));
}
