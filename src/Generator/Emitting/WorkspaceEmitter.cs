using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the model's workspace: one named buffer per activation.</summary>
internal static class WorkspaceEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        string name = plan.Spec.Type.FullName;
        var layers = new Pieces("CreateLayers", most: 32);
        w.Summary($"What one caller needs to compute with {plan.Spec.Type.PlainName}; T steps, B rows.");
        using (w.Open($"public sealed class Workspace : EmittedWorkspace<{name}, PackedWeights>"))
        {
            w.Line($"internal Workspace({name} model, bool training)\n    : base(model, model.Parameters, training)");
            using (w.Open())
            {
                layers.Emit(
                    w,
                    [.. plan.Objects.Select(layer => $"{layer.Name} = {layer.Create(name)};"),
                        .. plan.Objects.Select(layer => layer.After).OfType<string>()]);
                w.Line("if (training)\n    Packed = new PackedWeights(true);");
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

            EmitLayers(w, plan);
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
                w.Line($"internal readonly SourceAttention {attention.Name};");
            }

            if (plan.ReadsSource)
                w.Line("\n/// <inheritdoc/>\nprotected override SourceAttention[] SourceAttentions { get; }");

            foreach (TimePlan time in plan.Times)
            {
                w.Line();
                w.Summary(time.Summary + ".");
                w.Line($"internal readonly TimeLayout {time.Name} = new();");
            }

            foreach (BufferPlan b in plan.Buffers.Where(b => b.Owner is null))
            {
                w.Line();
                w.Summary($"{b.Shape}: {b.Summary}{(b.TrainingOnly ? "; for training" : "")}.");
                w.Line($"internal readonly AlignedBuffer {b.Name} = new();");
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
            w.Line("public override void Run(int phase, int part) => ModelPhases.Run<Passes>(this, phase, part);");
            w.Line();
            w.Line("/// <inheritdoc/>");
            var pieces = new Pieces("Resize");
            using (w.Open("protected override void Resize()"))
            {
                foreach (TimePlan time in plan.Times)
                    w.Line(time.Derive);
                pieces.Emit(w, plan.Objects.Select(layer => $"{layer.Name}.Resize(this);"));
                pieces.Emit(w, plan.Buffers.Where(b => b is { TrainingOnly: false, Owner: null }).Select(Size));
                foreach (string statement in plan.Heads.SelectMany(head => head.PlaceOutputs))
                    w.Line(statement);
                if (plan.Buffers.Any(b => b is { TrainingOnly: true, Owner: null }))
                {
                    w.Line("if (!Training)\n    return;");
                    pieces.Emit(w, plan.Buffers.Where(b => b is { TrainingOnly: true, Owner: null }).Select(Size));
                    foreach (string statement in plan.Heads.SelectMany(head => head.PlaceGradients))
                        w.Line(statement);
                }
            }

            pieces.EmitMethods(w);
            layers.EmitMethods(w);
        }
    }

    // The layers' objects read the copies that are theirs.
    private static void EmitLayers(CodeWriter w, ModelPlan plan)
    {
        if (!plan.Objects.Any())
            return;
        foreach (LayerObject layer in plan.Objects)
            w.Line($"\ninternal {layer.Type} {layer.Name} = null!;\n\ninternal AlignedBuffer {layer.Name}H => {layer.Name}.H;");
        var use = new Pieces("Use", "PackedWeights packed", "packed");
        w.Line("\n/// <inheritdoc/>");
        using (w.Open("protected override void Use(PackedWeights packed)"))
            use.Emit(w, plan.Objects.Select(layer => $"{layer.Name}.Packed = packed.{layer.Name};"));
        use.EmitMethods(w);
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
