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
        using (w.Open("public sealed class Workspace : ModelWorkspace"))
        {
            w.Line($"internal Workspace({name} model, bool training)\n    : base({name}.Description, training)");
            using (w.Open())
            {
                w.Line("Model = model;\nParameters = model.Parameters;");
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

            w.Line();
            w.Line($"internal {name} Model {{ get; }}\n\ninternal ParameterStore Parameters {{ get; }}\n\ninternal AlignedBuffer? Gradients {{ get; set; }}\n");
            EmitPacked(w, plan);
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

            foreach (BufferPlan b in plan.Buffers.Where(b => b.Owner is null))
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
    private static void EmitPacked(CodeWriter w, ModelPlan plan)
    {
        if (!plan.Objects.Any())
        {
            w.Line("internal PackedWeights Packed { get; set; } = null!;");
            return;
        }

        var use = new Pieces("Use", "PackedWeights value", "value");
        w.Line("private PackedWeights _packed = null!;\n");
        using (w.Open("internal PackedWeights Packed"))
        {
            w.Line("get => _packed;");
            using (w.Open("set"))
            {
                w.Line("if (value == _packed)\n    return;\n_packed = value;");
                use.Emit(w, plan.Objects.Select(layer => $"{layer.Name}.Packed = value.{layer.Name};"));
            }
        }

        use.EmitMethods(w);
        foreach (LayerObject layer in plan.Objects)
            w.Line($"\ninternal {layer.Type} {layer.Name} {{ get; private set; }} = null!;\n\ninternal AlignedBuffer {layer.Name}H => {layer.Name}.H;");
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
