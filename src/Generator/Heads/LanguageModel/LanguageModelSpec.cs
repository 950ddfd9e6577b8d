using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Heads.Classification;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Inputs.Embedding;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.LanguageModel;

/// <summary>A head of the next token at every step; its outputs are the embedding's vocabulary, known when it is laid out.</summary>
internal sealed record LanguageModelSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    public override bool GivesNextToken => true;

    public bool TieWeights { get; init; }

    [TrainingOnly]
    public int IgnoreIndex { get; init; } = -100;

    public override string Kind => TieWeights ? "LanguageModel, tied " : "LanguageModel";

    public override HeadLoss Loss(HeadPlacement site) => new SoftmaxHeadLoss(Outputs, 0, IgnoreIndex);

    public override void Plan(PlanBuilder plan)
    {
        if (plan.Handed<EmbeddingTablePlan>() is not { } embedding)
        {
            plan.Report(
                Descriptors.CannotWork,
                "LanguageModel predicts tokens, and the input has none: use [Embedding(vocabulary, size)] as the input");
            return;
        }

        int width = plan.Current.Width;
        if (TieWeights && width != embedding.Size)
        {
            plan.Report(
                Descriptors.CannotWork,
                $"LanguageModel: TieWeights needs a last layer as wide as the embedding, but it has {width} values and the embedding "
                    + $"{embedding.Size}: make them equal, for example by [Dense({embedding.Size})] before the head");
            return;
        }

        (this with { Outputs = embedding.Vocabulary }).PlanDense(plan);
    }

    private void PlanDense(PlanBuilder plan) => base.Plan(plan);

    // Tied weights are the table itself, [vocabulary, size].
    protected override ParameterPlan Weight(HeadPlacement site)
    {
        if (!TieWeights)
            return base.Weight(site);
        EmbeddingTablePlan embedding = site.Plan.Handed<EmbeddingTablePlan>()!;
        embedding.Shared = true;
        return embedding.Table;
    }
}
