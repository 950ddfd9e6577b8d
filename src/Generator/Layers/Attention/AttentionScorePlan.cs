using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>
/// How an attention layer compares queries with the source, and the products that this takes: keys of the source, and with the additive
/// score also a product of each query.
/// </summary>
internal sealed class AttentionScorePlan
{
    public required ScoreKind Kind { get; init; }

    /// <summary>The workspace's property with the layer's runtime part.</summary>
    public required string Name { get; init; }

    /// <summary>Position among the model's attention layers.</summary>
    public required int Index { get; init; }

    /// <summary>Width of a query as it is asked with.</summary>
    public required int Query { get; init; }

    /// <summary>Channels of the source.</summary>
    public required int Source { get; init; }

    /// <summary>Width in which query and key are compared, A.</summary>
    public required int Size { get; init; }

    /// <summary>W k of the general score, U k of the additive one; null for Dot.</summary>
    public required SequenceProduct? Keys { get; init; }

    /// <summary>W q of the additive score; else null.</summary>
    public required SequenceProduct? Queries { get; init; }

    /// <summary>v of the additive score; else null.</summary>
    public required ParameterPlan? Vector { get; init; }

    public int Stride => Layout.Pad(Size);

    /// <summary>Buffer of W q, [T, B, A]; for the additive score.</summary>
    public string QueryBuffer => Name + "Queries";

    /// <summary>Buffer of the gradient of what is compared with the keys, [T, B, A].</summary>
    public string QueryGradient => Name + "QueryGradient";

    /// <summary>C# expression for v.</summary>
    public string VectorSpan => Vector is null ? "default" : $"ws.Packed.{Name}Vector.Span";

    public long ParameterCount => (Keys?.Weight.Length ?? 0) + (Queries?.Weight.Length ?? 0) + (Vector?.Length ?? 0);

    /// <summary>What it computes, for comments; q and k of the source's output x.</summary>
    public string Formula => Kind switch
    {
        ScoreKind.Dot => "s_u = q x_u",
        ScoreKind.General => $"k_u = W x_u    s_u = q k_u: {Keys!.Weight.Comment}",
        _ => $"k_u = U x_u    s_u = v tanh(W q + k_u): {Queries!.Weight.Comment}, {Keys!.Weight.Comment}",
    };

    public static AttentionScorePlan Add(PlanBuilder plan, AttentionSpec spec, string name, string prefix, int query, int source)
    {
        int size = spec.Score == ScoreKind.Additive && spec.ScoreSize > 0 ? spec.ScoreSize : query;
        SequenceProduct? queries = null, keys = null;
        ParameterPlan? vector = null;
        if (spec.Score == ScoreKind.Additive)
            queries =
                new(
                    name + "Query",
                    plan.Parameter($"{prefix}.query.weight", [size, query], LinearInitialization.Weight(plan.Options, query, size)), null);
        if (spec.Score != ScoreKind.Dot)
            keys =
                new(
                    name + "Key",
                    plan.Parameter($"{prefix}.key.weight", [size, source], LinearInitialization.Weight(plan.Options, source, size)), null);
        if (spec.Score == ScoreKind.Additive)
            vector = plan.Parameter($"{prefix}.score.weight", [1, size], LinearInitialization.Weight(plan.Options, size, 1));
        var score = new AttentionScorePlan
        {
            Kind = spec.Score, Name = name, Index = plan.SourceAttentions.Count, Query = query, Source = source, Size = size, Keys = keys,
            Queries = queries, Vector = vector,
        };
        keys?.AddPacked(plan, $"new Channels(1, {source})", source, Layout.Pad(source));
        queries?.AddPacked(plan, $"new Channels(1, {query})", query, Layout.Pad(query));
        if (vector is not null)
            plan.PackCopy(name + "Vector", vector);
        if (queries is not null)
            plan.StepBuffer(score.QueryBuffer, score.Stride, "W q, which keys are added to");
        plan.StepBuffer(score.QueryGradient, score.Stride, "gradient of what is compared with the keys", trainingOnly: true);
        uint stream = plan.Streams(1);
        string scale = Literal.Of(spec.Scaled ? (float)(1 / Math.Sqrt(size)) : 1f);
        string settings = $"global::LstmGen.AttentionScore.{spec.Score}, {size}, {scale}, {Literal.Of(spec.Dropout)}, {stream}";
        plan.SourceAttentions.Add(
            new(name, $"new SourceAttention(this, {score.Index}, {settings})", IlgpuAttention.Create(settings)));
        return score;
    }

    /// <summary>Statements that compute the keys of the rows' sources, once per source; in scope: <c>source</c>.</summary>
    public void EmitKeys(CodeWriter w)
    {
        if (Keys is null)
            return;
        int stride = Layout.Pad(Source);
        w.Line("if (ws.ProjectsKeys)");
        string from = $"source.Outputs.Span[(rowBegin * source.Steps * {stride})..]",
            to = $"ws.Keys({Index}).Span[(rowBegin * source.Steps * {Stride})..]";
        w.Line($"    {Keys.Forward(from, $"{stride}", to, "(rowEnd - rowBegin) * source.Steps")}");
    }

    /// <summary>Statements that carry the keys' gradient to the source's outputs; in scope: <c>source</c>.</summary>
    public void EmitKeysBackward(CodeWriter w)
    {
        if (Keys is null)
            return;
        int stride = Layout.Pad(Source);
        w.Line(
            Keys.Backward(
                $"ws.{Name}.KeyGradient.Span[(rowBegin * source.Steps * {Stride})..]",
                $"source.Gradient.Span[(rowBegin * source.Steps * {stride})..]", $"{stride}", accumulate: true,
                rows: "(rowEnd - rowBegin) * source.Steps"));
    }

    /// <summary>Statements that add the gradients of the score's parameters; in scope: <c>source</c>, <c>pairs</c>.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="queries">The queries: span, stride and channels.</param>
    public void EmitGradients(CodeWriter w, string queries)
    {
        if (Queries is not null)
            w.Line(Queries.Gradients(queries, $"ws.{QueryGradient}.Span", "pairs"));
        if (Keys is not null)
            w.Line(
                Keys.Gradients(
                    $"source.Outputs.Span, {Layout.Pad(Source)}, new Channels(1, {Source})", $"ws.{Name}.KeyGradient.Span",
                    "source.Rows * source.Steps"));
        if (Vector is not null)
            w.Line($"if (part == parts - 1)\n    ws.{Name}.AddVectorGradient({Vector.Slice("gradients")});");
    }
}
