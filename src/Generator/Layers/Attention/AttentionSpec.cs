using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>Attention to the outputs of the encoder that [Source] names.</summary>
internal sealed record AttentionSpec : LayerSpec, IPlannable
{
    public ScoreKind Score { get; init; }

    public int Size { get; init; }

    public bool Scaled { get; init; }

    public int ScoreSize { get; init; }

    [TrainingOnly]
    public float Dropout { get; init; }

    [TrainingOnly]
    public string? Name { get; init; }

    public void Plan(PlanBuilder plan)
    {
        var asking = plan.Next as RecurrentSpec;
        int query = asking?.StateSize ?? plan.Current.Width;
        if (Fault(plan, asking, query) is { } fault)
        {
            plan.Report(Descriptors.AttentionRefused, fault);
            return;
        }

        string name = plan.LayerName("Attention"), prefix = plan.Prefix("attention", Name);
        AttentionScorePlan score = AttentionScorePlan.Add(plan, this, name, prefix, query, plan.Source!.Width);
        if (asking is null)
            AttentionAfterPlan.Add(plan, this, name, prefix, score);
        else
            AttentionBeforePlan.Add(plan, name, score);
    }

    private string? Fault(PlanBuilder plan, RecurrentSpec? asking, int query)
    {
        if (plan.Source is not { } source)
            return "it has no source to attend to: add [Source(typeof(Encoder))] with the model that reads the source";
        if (source.Width == 0)
            return $"{source.Name} has no [SequenceOutput], whose values it reads: end {source.Name} with [SequenceOutput]";
        if (Score == ScoreKind.Dot && query != source.Width)
        {
            return $"Dot compares values of equal width, and the query has {query}, {source.Name} {source.Width}: make them equal, or "
                + "use AttentionScore.General or AttentionScore.Additive";
        }

        if (!plan.Current.HasInputTime)
            return "it stands after a convolution that changes the number of steps, and weights are one row per step that is read: declare "
                + "the convolution with Padding.Same or Padding.Causal and a stride of 1";
        if (asking is null)
            return null;
        if (Size > 0)
            return $"Size = {Size} is of attention after a recurrent layer, and this stands before [{asking.Kind}], whose input its "
                + "context joins: remove Size";
        if (IlgpuAttentionBefore.Fault(plan.Options, asking) is { } fault)
            return fault;
        if (asking.Bidirectional)
            return $"it stands before [{asking.Kind}] and asks with its h of the step before, but that runs in both directions: remove "
                + "Bidirectional, or put [Attention] after it";
        if (asking.Residual)
            return $"[{asking.Kind}] adds its input, which its context is a part of, to its output: remove Residual, "
                + "or put [Attention] after it";
        return asking.InputDropout > 0
            ? $"InputDropout of [{asking.Kind}] needs the whole input before the first step, and the context is computed step by step: "
                + "put [Dropout] before [Attention] instead"
            : null;
    }
}
