using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes prediction together with the weights of attention pooling.</summary>
internal static class AttentionEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        HeadPlan[] attentive = [.. plan.Heads.Where(head => head.Attention)];
        if (attentive.Length == 0)
            return;
        string element = PredictBody.Element(plan.Features);
        IEnumerable<string> outputs = plan.Heads.Select(h => $"Span<float> {h.Variable("Outputs")}");
        IEnumerable<string> attention = attentive.Select(h => $"Span<float> {h.Variable("Attention")}");
        w.Line();
        w.Summary($"Predicts a batch, {PredictBody.BatchShape(plan.Features)}{PredictBody.StaticsShape(plan.Statics, one: false)}, and "
            + $"gives the attention that each step had, [B, {plan.Length(attentive[0])}], 0 past a row's end. Empty "
            + "lengths: all rows are full.");
        using (w.Open($"public void PredictWithAttention(ReadOnlySpan<{element}> sequences, int batch, "
            + $"{PredictBody.Statics(plan.Statics)}ReadOnlySpan<int> lengths, {string.Join(", ", outputs.Concat(attention))})"))
        {
            IEnumerable<string> attentionChecks = attentive.Select(
                h =>
                    $"{h.Workspace}.RequireRoom({h.Variable("Attention")}.Length, {h.Workspace}.Time.Steps, "
                        + $"\"{h.Variable("Attention")}\");");
            PredictBody.Emit(w, plan.Features, plan.Statics, [.. PredictEmitter.Checks(plan), .. attentionChecks], () =>
            {
                PredictEmitter.EmitOutputs(w, plan);
                foreach (HeadPlan head in attentive)
                    w.Line($"{head.Workspace}.CopyAttention({head.Variable("Attention")});");
            });
        }
    }
}
