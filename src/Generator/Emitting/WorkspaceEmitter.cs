using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the model's workspace: one named buffer per activation.</summary>
internal static class WorkspaceEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        string name = plan.Spec.Type.FullName;
        w.Summary($"What one caller needs to compute with {plan.Spec.Type.PlainName}; T steps, B rows.");
        using (w.Open("public sealed class Workspace : ModelWorkspace"))
        {
            w.Line($"internal Workspace({name} model, bool training)\n    : base({name}.Description, training)");
            using (w.Open())
            {
                w.Line("Model = model;\nParameters = model.Parameters;\nPacked = training ? new PackedWeights(true) : null!;");
                if (BackwardEmitter.Offsets(plan) is { } stages)
                    w.Line(stages);
                foreach (HeadPlan head in plan.Heads.Where(head => !head.Input.HasInputTime))
                    w.Line($"{head.Buffers}.Time = {head.Input.Time};");
                foreach (SourceAttentionPlan attention in plan.SourceAttentions)
                    w.Line($"{attention.Name} = {attention.Create};");
                if (plan.ReadsSource)
                    w.Line(
                        $"SourceAttentions = new[] {{ {string.Join(", ", plan.SourceAttentions.Select(attention => attention.Name))} }};");
            }

            w.Line();
            w.Line($"internal {name} Model {{ get; }}\n\ninternal ParameterStore Parameters {{ get; }}\n\ninternal PackedWeights Packed {{ get; set; }}\n\ninternal AlignedBuffer? Gradients {{ get; set; }}");
            if (plan.StepsRows)
                w.Line("\ninternal PreparedRowProduct[] Rows { get; set; } = new PreparedRowProduct[0];");
            foreach (HeadPlan head in plan.Heads)
            {
                w.Line();
                w.Summary($"Outputs, targets and loss of head '{head.Title}', [{(head.EveryStep ? "B, T" : "B")}, {head.Outputs}].");
                w.Line($"public HeadWorkspace {head.Property} => Heads[{head.Index}];");
            }

            foreach (SourceAttentionPlan attention in plan.SourceAttentions)
            {
                w.Line();
                w.Summary("Attention to the source: its weights, and what the backward pass adds to.");
                w.Line($"internal SourceAttention {attention.Name} {{ get; }}");
            }

            if (plan.ReadsSource)
                w.Line("\n/// <inheritdoc/>\nprotected override SourceAttention[] SourceAttentions { get; }");

            foreach (TimePlan time in plan.Times)
            {
                w.Line();
                w.Summary(time.Summary + ".");
                w.Line($"internal TimeLayout {time.Name} {{ get; }} = new();");
            }

            foreach (BufferPlan b in plan.Buffers)
            {
                w.Line();
                w.Summary($"{b.Shape}: {b.Summary}{(b.TrainingOnly ? "; for training" : "")}.");
                w.Line($"internal AlignedBuffer {b.Name} {{ get; }} = new();");
            }

            w.Line();
            w.Line("/// <inheritdoc/>");
            using (w.Open("public override void CopyFinalState(ModelState destination)"))
            {
                foreach (string statement in plan.Layers.SelectMany(layer => layer.SaveState))
                    w.Line(statement);
            }

            w.Line();
            EmitActivations(w, plan);
            WideStepEmitter.Emit(w, plan);
            w.Line("/// <inheritdoc/>");
            w.Line($"public override void Run(int phase, int part) => {name}.Passes.RunPhase(this, phase, part);");
            w.Line();
            w.Line("/// <inheritdoc/>");
            var pieces = new Pieces("Resize");
            using (w.Open("protected override void Resize()"))
            {
                foreach (TimePlan time in plan.Times)
                    w.Line(time.Derive);
                pieces.Emit(w, plan.Buffers.Where(b => !b.TrainingOnly).Select(Size));
                foreach (string statement in plan.Heads.SelectMany(head => head.PlaceOutputs))
                    w.Line(statement);
                if (plan.Buffers.Any(b => b.TrainingOnly))
                {
                    w.Line("if (!Training)\n    return;");
                    pieces.Emit(w, plan.Buffers.Where(b => b.TrainingOnly).Select(Size));
                    foreach (string statement in plan.Heads.SelectMany(head => head.PlaceGradients))
                        w.Line(statement);
                }
            }

            pieces.EmitMethods(w);
        }
    }

    private static string Size(BufferPlan buffer) => $"{buffer.Name}.EnsureLength(checked({buffer.Length}));";

    private static void EmitActivations(CodeWriter w, ModelPlan plan)
    {
        string[] layers = [.. plan.Layers.SelectMany(layer => layer.Activations)];
        if (layers.Length == 0)
            return;
        w.Line("/// <inheritdoc/>");
        using (w.OpenWith("public override RecurrentActivations[] RecurrentLayers => new RecurrentActivations[]", "};"))
        {
            foreach (string layer in layers)
                w.Line(layer + ",");
        }

        w.Line();
    }
}
