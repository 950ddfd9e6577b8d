using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.ColumnEmbedding;

/// <summary>Vectors in place of a column of the features that holds the indices of categories.</summary>
internal sealed record ColumnEmbeddingSpec(int Vocabulary, int Size, int Column) : LayerSpec, IPlannable
{
    [TrainingOnly]
    public int PaddingIndex { get; init; } = -1;

    [TrainingOnly]
    public bool Frozen { get; init; }

    [TrainingOnly]
    public string? Name { get; init; }

    public override bool IsInput => true;

    public override (string Member, string Title)? Given => Name is null ? null : (Names.Pascal(Name), Name);

    public void Plan(PlanBuilder plan)
    {
        if (plan.Features == 0)
        {
            plan.Report(
                Descriptors.CannotWork,
                $"Embedding: Column = {Column} is a column of [Features], which the model does not have: put [Features(n)] "
                    + "before it, or remove Column");
            return;
        }

        FeatureColumns? columns = plan.Handed<FeatureColumns>();
        if (columns is null && plan.Current.Buffer == FeatureColumns.Input)
            plan.Hand(columns = FeatureColumns.Plan(plan));
        if (columns?.Output != plan.Current)
        {
            plan.Report(Descriptors.CannotWork, $"Embedding: Column = {Column} stands behind a layer: put it directly behind [Features]");
            return;
        }

        if (columns.Find(this) is not { } place)
        {
            string known = plan.InputColumns == 1 ? "only column is 0" : $"columns are 0 to {plan.InputColumns - 1}";
            string statics = plan.Statics > 0 ? $", Static = {plan.Statics}" : "";
            plan.Report(Descriptors.CannotWork, Column < plan.InputColumns
                ? $"Embedding: Column = {Column} has an [Embedding] already: leave one out, or name another column"
                : $"Embedding: Column = {Column} is none of [Features({plan.Features}{statics})], whose {known}: name one of "
                    + "them, or give [Features] more");
            return;
        }

        string name = plan.LayerName("Embedding"), prefix = plan.Prefix("embedding", Name);
        string draw = plan.Options.KerasInitialization
            ? "draws.Uniform(#, 0.05f);"
            : "draws.Normal(#);";
        if (PaddingIndex >= 0)
            draw += $" draws.Fill(#, 0f, {(long)PaddingIndex * Size}, {Size});";
        ParameterPlan table = plan.Parameter($"{prefix}.weight", [Vocabulary, Size], draw, Frozen);
        plan.Column(new ColumnPlan(Column, Vocabulary, prefix));
        plan.Add(
            new ColumnEmbeddingPlan(name, this, Names.Member(prefix), table, columns.Output, place.Index, place.At));
    }
}
