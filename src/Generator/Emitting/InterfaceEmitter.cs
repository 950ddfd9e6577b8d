using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the members through which a training loop works with any model; the interface itself does what all models do alike.
/// </summary>
internal static class InterfaceEmitter
{
    /// <summary>The interface, given the class whose workspace it is.</summary>
    public static string Interface(string model) => $"IRecurrentModel<{model}.Workspace>";

    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        HeadPlan[] turned = [.. plan.Heads.Where(head => head.ToPrediction is not null)];
        if (turned.Length > 0)
        {
            w.Line();
            using (w.Open("void IRecurrentModel.ToPredictionInPlace(ModelWorkspace workspace, int head, Span<float> outputs)"))
            {
                foreach (HeadPlan head in turned)
                    w.Line($"if (head == {head.Index})\n    {head.Name}ToPrediction((Workspace)workspace, outputs);");
            }
        }

        HeadPlan[] decoded = [.. plan.Heads.Where(head => head.Decode is not null)];
        if (decoded.Length == 0)
            return;
        w.Line();
        using (w.Open("void IRecurrentModel.Decode(ModelWorkspace workspace, int head, Span<int> tags)"))
        {
            foreach (HeadPlan head in decoded)
            {
                using (w.Open($"if (head == {head.Index})"))
                    w.Line($"Workspace ws = (Workspace)workspace;\n{head.Decode};\nreturn;");
            }

            w.Line("TagDecoding.Greatest(workspace.Heads[head], tags);");
        }
    }
}
